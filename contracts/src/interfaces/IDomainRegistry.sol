// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

/// @title Domains: many nodes under one name, and which nodes their operators have let in
/// @notice A domain has a name that nobody else can have, an operator, and members: nodes whose owners asked to be let in.
/// A domain licence that the operator holds covers every node that is admitted.
interface IDomainRegistry {
    /// @notice How nodes get in: `Allowlist` when the operator admits them, `Open` at once, unless they are banned.
    enum Mode {
        Allowlist,
        Open
    }

    /// @notice A domain.
    /// @param operator Wallet that decides who is let in.
    /// @param createdAt When it was created.
    /// @param mode How nodes get in.
    /// @param name Its name.
    struct Domain {
        address operator;
        uint40 createdAt;
        Mode mode;
        string name;
    }

    /// @notice A node's place in a domain; all zero when it has none.
    /// @param owner Owner of the node who asked. The place is worth nothing once the node belongs to somebody else.
    /// @param askedAt When it asked.
    /// @param admittedAt When it was let in; zero while it waits.
    /// @param endsAt First second in which it is out again; zero while nobody ends it.
    struct Membership {
        address owner;
        uint40 askedAt;
        uint40 admittedAt;
        uint40 endsAt;
    }

    /// @notice `operator` created the domain `id`.
    event DomainCreated(uint256 indexed id, address indexed operator, string name, Mode mode);
    /// @notice Nodes get in another way from now on; nobody's place changes by it.
    event ModeSet(uint256 indexed id, Mode mode);
    /// @notice The operator offers the domain to `to`; zero takes the offer back.
    event DomainOffered(uint256 indexed id, address indexed to);
    /// @notice The domain has another operator.
    event OperatorChanged(uint256 indexed id, address indexed from, address indexed to);
    /// @notice The owner of `node` asks to be let in.
    event AdmissionRequested(uint256 indexed id, address indexed node, address indexed owner);
    /// @notice `node` is let in.
    event NodeAdmitted(uint256 indexed id, address indexed node, address indexed owner);
    /// @notice What the owner of `node` asked for was refused.
    event RequestDeclined(uint256 indexed id, address indexed node, string reason);
    /// @notice `node` has to leave; it is out from `endsAt` on.
    event NodeEvicted(uint256 indexed id, address indexed node, string reason, uint40 endsAt);
    /// @notice `node` left, or took back what it asked for; `by` is its owner or the node itself.
    event NodeLeft(uint256 indexed id, address indexed node, address by);
    /// @notice The node or owner `account` is shut out at once.
    event AccountBanned(uint256 indexed id, address indexed account, string reason);
    /// @notice `account` is shut out no longer; places that its ban had suspended count again.
    event AccountUnbanned(uint256 indexed id, address indexed account);

    /// @notice There is no such domain.
    error DomainRegistry_UnknownDomain(uint256 id);
    /// @notice A name has 3 to 32 small letters, digits and single hyphens between them.
    error DomainRegistry_BadName(string name);
    /// @notice Another domain has the name.
    error DomainRegistry_NameTaken(string name, uint256 id);
    /// @notice Only the domain's operator may do that.
    error DomainRegistry_NotOperator(uint256 id, address caller);
    /// @notice The domain isn't offered to the caller.
    error DomainRegistry_NotOffered(uint256 id, address caller);
    /// @notice The node belongs to another wallet, or to none.
    error DomainRegistry_NotNodeOwner(address node, address caller);
    /// @notice The node or its owner is banned.
    error DomainRegistry_Banned(uint256 id, address account);
    /// @notice The ban is there already, or there is none to lift.
    error DomainRegistry_NothingToChange(uint256 id, address account);
    /// @notice The node has a place already, or waits for one.
    error DomainRegistry_AlreadyAsked(uint256 id, address node);
    /// @notice The node hasn't asked, or belongs to somebody else by now, or is in already.
    error DomainRegistry_NotAsked(uint256 id, address node);
    /// @notice The node isn't in, or is told to leave already.
    error DomainRegistry_NotAdmitted(uint256 id, address node);
    /// @notice A reason has at most 256 bytes.
    error DomainRegistry_ReasonTooLong(uint256 length);

    /// @notice Creates a domain, whose operator the caller becomes.
    /// @param name 3 to 32 of `a-z`, `0-9` and single hyphens, neither first nor last.
    /// @param mode How nodes get in.
    function createDomain(string calldata name, Mode mode) external returns (uint256 id);

    /// @notice Changes how nodes get in from now on. Only the operator.
    function setMode(uint256 id, Mode mode) external;

    /// @notice Offers the domain to another operator; zero takes the offer back. Only the operator. What the operator holds, licences too, stays with its wallet.
    function offerDomain(uint256 id, address to) external;

    /// @notice Takes a domain that is offered to the caller.
    function acceptDomain(uint256 id) external;

    /// @notice Asks for a place for `node`; in an open domain it has it at once. Only the node's owner. Takes the place of what an
    /// earlier owner had asked for or had, of a place that has ended, and, when the domain has become open, of a request that waits.
    function requestAdmission(uint256 id, address node) external;

    /// @notice Lets a node in that has asked. Only the operator.
    /// @param owner Owner who asked: when another one has asked by then, nobody is let in.
    function admit(uint256 id, address node, address owner) external;

    /// @notice Refuses what a node asked for. Only the operator.
    function decline(uint256 id, address node, string calldata reason) external;

    /// @notice Tells a node to leave: a day later it is out. Only the operator, and not to be taken back; the node may ask again once it
    /// has left. In an open domain it is back in as soon as it does: there only a ban keeps it out.
    function evict(uint256 id, address node, string calldata reason) external;

    /// @notice Gives a place up, or what was asked for. The owner who asked, the node's owner of now, or the node itself.
    function leaveDomain(uint256 id, address node) external;

    /// @notice Shuts a node out at once, or all nodes of an owner. Only the operator.
    function ban(uint256 id, address account, string calldata reason) external;

    /// @notice Lifts a ban. Only the operator.
    function unban(uint256 id, address account) external;

    /// @notice Whether `node` is in the domain: let in, not out yet, not banned, and still with the owner who asked.
    function isAdmitted(uint256 id, address node) external view returns (bool);

    /// @notice The domain; all empty when there is none.
    function domainOf(uint256 id) external view returns (Domain memory);

    /// @notice Operator of the domain, or zero.
    function operatorOf(uint256 id) external view returns (address);

    /// @notice Domain of that name, or zero.
    function idOf(string calldata name) external view returns (uint256);

    /// @notice Number of domains; the first is 1.
    function domainCount() external view returns (uint256);

    /// @notice Whom the domain is offered to, or zero.
    function offeredTo(uint256 id) external view returns (address);

    /// @notice The node's place in the domain, whether or not it counts now.
    function membershipOf(uint256 id, address node) external view returns (Membership memory);

    /// @notice Whether a node or owner is shut out.
    function isBanned(uint256 id, address account) external view returns (bool);
}
