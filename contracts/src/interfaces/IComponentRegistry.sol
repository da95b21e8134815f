// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {MintTerms, Parent, SaleTerms, ScopeTerms, VersionTerms} from "../types/ComponentTypes.sol";
import {IERC2981} from "@openzeppelin/contracts/interfaces/IERC2981.sol";
import {IERC721} from "@openzeppelin/contracts/token/ERC721/IERC721.sol";

/// @title The deeds of components
/// @notice A deed is the ERC-721 token of a component: whoever holds it sets its prices, adds versions, and is paid for
/// licences. Versions are only ever added. What it was made from, and what those parents are paid, is fixed at mint.
///
/// Lineage: a child pays each parent its `bps` of the creator's side of a sale. A parent's own ancestors take their
/// part out of the parent's share, so that the sum stays what the child declared. A part that would be less than one
/// basis point stays with the parent nearer to the sale. At most 16 ancestors are paid in all.
interface IComponentRegistry is IERC721, IERC2981 {
    /// @notice A deed was minted. {VersionAppended} for version 1 and {OfferSet} for each price follow.
    /// @param voucher Digest of the voucher that it was minted with, or zero.
    event Minted(
        uint256 indexed id,
        address indexed creator,
        bytes32 indexed voucher,
        uint8 kind,
        address keyIssuer,
        uint16 askBps,
        uint16 royaltyBps,
        string uri,
        Parent[] parents,
        ScopeTerms[] scopes
    );
    /// @notice The component has a new version.
    event VersionAppended(uint256 indexed id, uint32 indexed number, VersionTerms version);
    /// @notice One licence costs `price` of `asset`.
    event OfferSet(uint256 indexed id, uint8 indexed scope, address indexed asset, uint256 price);
    /// @notice Licences aren't sold for `asset` any more.
    event OfferRemoved(uint256 indexed id, uint8 indexed scope, address indexed asset);
    /// @notice The component asks for less than before.
    event AskLowered(uint256 indexed id, uint16 askBps);
    /// @notice Another account signs key deliveries and releases.
    event KeyIssuerSet(uint256 indexed id, address indexed keyIssuer);
    /// @notice The creator made a voucher void.
    event VoucherCancelled(address indexed creator, uint256 indexed nonce);

    /// @notice Only the creator may mint without a voucher.
    error ComponentRegistry_NotCreator(address creator, address caller);
    /// @notice Only the deed's owner may do that.
    error ComponentRegistry_NotOwner(uint256 id, address caller);
    /// @notice There is no such deed.
    error ComponentRegistry_NoDeed(uint256 id);
    /// @notice The deed has no such version.
    error ComponentRegistry_NoVersion(uint256 id, uint32 number);
    /// @notice Kinds go from 0 to 6.
    error ComponentRegistry_BadKind(uint8 kind);
    /// @notice More basis points than allowed.
    error ComponentRegistry_TooManyBps(uint256 bps, uint256 most);
    /// @notice More bytes than allowed.
    error ComponentRegistry_TooLong(uint256 bytesGiven, uint256 most);
    /// @notice More rows than allowed.
    error ComponentRegistry_TooMany(uint256 rows, uint256 most);
    /// @notice A version without a content root.
    error ComponentRegistry_NoContentRoot();
    /// @notice A private version, but nobody who could sign its keys.
    error ComponentRegistry_NoKeyIssuer();
    /// @notice Parents must exist and come in rising order of id.
    error ComponentRegistry_BadParent(uint256 id);
    /// @notice Scopes are 0 and 1, each named once, in rising order.
    error ComponentRegistry_BadScope(uint8 scope);
    /// @notice The deed sells no licences of that scope, and never will.
    error ComponentRegistry_ScopeNotSold(uint256 id, uint8 scope);
    /// @notice An offer names no asset.
    error ComponentRegistry_NoAsset();
    /// @notice Licences of that scope aren't sold for that asset.
    error ComponentRegistry_NotOffered(uint256 id, uint8 scope, address asset);
    /// @notice The ask may only fall.
    error ComponentRegistry_AskMayOnlyFall(uint16 asked, uint16 now_);
    /// @notice The voucher ended at `deadline`.
    error ComponentRegistry_Expired(uint256 deadline);
    /// @notice The voucher's number was used for another one, or cancelled.
    error ComponentRegistry_NonceUsed(address creator, uint256 nonce);
    /// @notice The creator didn't sign this voucher (other terms, nonce, deadline, contract or chain).
    error ComponentRegistry_BadSignature(address creator);

    /// @notice Mints a deed to the caller, who is its creator.
    /// @return id Its id; ids start at 1.
    function mint(MintTerms calldata terms) external returns (uint256 id);

    /// @notice Mints the deed that the creator signed, to the creator. Anybody may call it and pay the gas.
    /// A voucher that was used returns the id that it was minted with, whatever has happened since.
    /// @param signature Of EIP-712 `MintVoucher(MintTerms terms,uint256 nonce,uint256 deadline)`: ECDSA or ERC-1271.
    function mintSigned(MintTerms calldata terms, uint256 nonce, uint256 deadline, bytes calldata signature)
        external
        returns (uint256 id);

    /// @notice Makes the caller's voucher with `nonce` void. Safe to repeat; without effect once it was used.
    function cancelVoucher(uint256 nonce) external;

    /// @notice Adds a version. Only the deed's owner.
    /// @return number Its number.
    function appendVersion(uint256 id, VersionTerms calldata version) external returns (uint32 number);

    /// @notice Sets the price of one licence. Only the deed's owner, only for a scope fixed at mint.
    function setOffer(uint256 id, uint8 scope, address asset, uint256 price) external;

    /// @notice Stops selling licences for `asset`. Only the deed's owner.
    function removeOffer(uint256 id, uint8 scope, address asset) external;

    /// @notice Asks for a smaller share of the revenue of agents. Only the deed's owner.
    function setAskBps(uint256 id, uint16 askBps) external;

    /// @notice Names another account that signs keys. Only the deed's owner. Purchases already paid keep the one before.
    function setKeyIssuer(uint256 id, address keyIssuer) external;

    /// @notice Number of deeds; also the highest id.
    function deedCount() external view returns (uint256);

    /// @notice Fixed facts of a deed.
    function deedOf(uint256 id)
        external
        view
        returns (address creator, uint8 kind, uint16 askBps, uint16 royaltyBps, address keyIssuer);

    /// @notice Number of versions; also the newest number.
    function versionCount(uint256 id) external view returns (uint32);

    /// @notice The version with that number, and when it was added.
    function versionOf(uint256 id, uint32 number) external view returns (VersionTerms memory version, uint40 createdAt);

    /// @notice Content root and key commitment of a version.
    function commitmentOf(uint256 id, uint32 number) external view returns (bytes32 contentRoot, bytes32 keyCommitment);

    /// @notice Parents as declared at mint.
    function parentsOf(uint256 id) external view returns (Parent[] memory);

    /// @notice All ancestors that are paid, with the basis points that each keeps.
    function ancestorsOf(uint256 id) external view returns (Parent[] memory);

    /// @notice Splits `amount`: ancestors first, each rounded down; the rest, last in the lists, to the deed's owner.
    /// The amounts add up to `amount`.
    function revenueShares(uint256 id, uint256 amount)
        external
        view
        returns (uint256[] memory ids, address[] memory accounts, uint256[] memory amounts);

    /// @notice Price of one licence, and whether it is sold at all.
    function offerOf(uint256 id, uint8 scope, address asset) external view returns (uint256 price, bool isOffered);

    /// @notice Terms of a scope. Reverts when the deed doesn't sell it.
    function scopeTermsOf(uint256 id, uint8 scope) external view returns (ScopeTerms memory);

    /// @notice What the market needs for a sale. Reverts when the version or the offer doesn't exist.
    function saleTermsOf(uint256 id, uint32 version, uint8 scope, address asset)
        external
        view
        returns (SaleTerms memory);

    /// @notice Account that signs key deliveries and releases.
    function keyIssuerOf(uint256 id) external view returns (address);

    /// @notice Grows by one whenever the deed changes hands.
    function transferNonce(uint256 id) external view returns (uint256);

    /// @notice Deed that was minted with the voucher of that digest, or 0.
    function mintedBy(bytes32 digest) external view returns (uint256 id);

    /// @notice Whether the creator's voucher number was used or cancelled.
    function isNonceUsed(address creator, uint256 nonce) external view returns (bool);

    /// @notice What the creator has to sign.
    function voucherDigest(MintTerms calldata terms, uint256 nonce, uint256 deadline) external view returns (bytes32);
}
