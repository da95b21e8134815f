// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IComponentRegistry} from "./interfaces/IComponentRegistry.sol";
import {LicenceToken} from "./libraries/LicenceToken.sol";
import {Lineage} from "./libraries/Lineage.sol";
import {VoucherHash} from "./libraries/VoucherHash.sol";
import {LicenceOffer, MintTerms, Parent, SaleTerms, ScopeTerms, VersionTerms} from "./types/ComponentTypes.sol";
import {IERC165, IERC2981} from "@openzeppelin/contracts/interfaces/IERC2981.sol";
import {ERC721} from "@openzeppelin/contracts/token/ERC721/ERC721.sol";
import {EIP712} from "@openzeppelin/contracts/utils/cryptography/EIP712.sol";
import {SignatureChecker} from "@openzeppelin/contracts/utils/cryptography/SignatureChecker.sol";
import {SafeCast} from "@openzeppelin/contracts/utils/math/SafeCast.sol";

/// @title The deeds of components
contract ComponentRegistry is IComponentRegistry, ERC721, EIP712 {
    /// @dev Facts of a deed; two slots and three lists.
    struct Deed {
        address creator;
        uint8 kind;
        uint16 askBps;
        uint16 royaltyBps;
        uint32 versionCount;
        address keyIssuer;
        uint64 transferNonce;
        string uri;
        Lineage.Share[] parents;
        // Left empty when no parent has ancestors of its own: then the parents are all there is.
        Lineage.Share[] ancestors;
    }

    struct Version {
        VersionTerms terms;
        uint40 createdAt;
    }

    struct Scope {
        uint64 supplyCap;
        uint40 durationSeconds;
        bool isSoulbound;
        bool isSold;
    }

    struct Offer {
        bool isOffered;
        uint248 price;
    }

    /// @notice Most basis points that a component may ask of the revenue of agents.
    uint16 public constant MOST_ASK_BPS = 2000;
    /// @notice Most basis points of a royalty.
    uint16 public constant MOST_ROYALTY_BPS = 1000;

    uint8 private constant LAST_KIND = 6;
    uint256 private constant MOST_ROWS = 16;
    uint256 private constant MOST_URI_BYTES = 512;
    uint256 private constant MOST_CID_BYTES = 128;

    /// @inheritdoc IComponentRegistry
    uint256 public deedCount;
    /// @inheritdoc IComponentRegistry
    mapping(bytes32 digest => uint256 id) public mintedBy;
    /// @inheritdoc IComponentRegistry
    mapping(address creator => mapping(uint256 nonce => bool)) public isNonceUsed;

    mapping(uint256 id => Deed) private _deeds;
    mapping(uint256 id => mapping(uint32 number => Version)) private _versions;
    mapping(uint256 tokenId => Scope) private _scopes;
    mapping(uint256 tokenId => mapping(address asset => Offer)) private _offers;

    modifier onlyDeedOwner(uint256 id) {
        _requireDeedOwner(id);
        _;
    }

    constructor() ERC721("GaiaNet Components", "GAIAC") EIP712("GaiaNet", "1") {}

    /// @inheritdoc IComponentRegistry
    function mint(MintTerms calldata terms) external returns (uint256 id) {
        if (terms.creator != msg.sender) revert ComponentRegistry_NotCreator(terms.creator, msg.sender);
        return _mintDeed(terms, 0);
    }

    /// @inheritdoc IComponentRegistry
    function mintSigned(MintTerms calldata terms, uint256 nonce, uint256 deadline, bytes calldata signature)
        external
        returns (uint256 id)
    {
        bytes32 digest = voucherDigest(terms, nonce, deadline);
        id = mintedBy[digest];
        if (id != 0) return id;
        if (block.timestamp > deadline) revert ComponentRegistry_Expired(deadline);
        if (isNonceUsed[terms.creator][nonce]) revert ComponentRegistry_NonceUsed(terms.creator, nonce);
        if (!SignatureChecker.isValidSignatureNowCalldata(terms.creator, digest, signature)) {
            revert ComponentRegistry_BadSignature(terms.creator);
        }

        isNonceUsed[terms.creator][nonce] = true;
        id = _mintDeed(terms, digest);
        mintedBy[digest] = id;
    }

    /// @inheritdoc IComponentRegistry
    function cancelVoucher(uint256 nonce) external {
        isNonceUsed[msg.sender][nonce] = true;
        emit VoucherCancelled(msg.sender, nonce);
    }

    /// @inheritdoc IComponentRegistry
    function appendVersion(uint256 id, VersionTerms calldata version)
        external
        onlyDeedOwner(id)
        returns (uint32 number)
    {
        return _appendVersion(id, version);
    }

    /// @inheritdoc IComponentRegistry
    function setOffer(uint256 id, uint8 scope, address asset, uint256 price) external onlyDeedOwner(id) {
        _setOffer(id, scope, asset, price);
    }

    /// @inheritdoc IComponentRegistry
    function removeOffer(uint256 id, uint8 scope, address asset) external onlyDeedOwner(id) {
        uint256 tokenId = LicenceToken.encode(id, scope);
        if (!_offers[tokenId][asset].isOffered) revert ComponentRegistry_NotOffered(id, scope, asset);
        delete _offers[tokenId][asset];
        emit OfferRemoved(id, scope, asset);
    }

    /// @inheritdoc IComponentRegistry
    function setAskBps(uint256 id, uint16 askBps) external onlyDeedOwner(id) {
        uint16 now_ = _deeds[id].askBps;
        if (askBps >= now_) revert ComponentRegistry_AskMayOnlyFall(askBps, now_);
        _deeds[id].askBps = askBps;
        emit AskLowered(id, askBps);
    }

    /// @inheritdoc IComponentRegistry
    function setKeyIssuer(uint256 id, address keyIssuer) external onlyDeedOwner(id) {
        if (keyIssuer == address(0)) revert ComponentRegistry_NoKeyIssuer();
        _deeds[id].keyIssuer = keyIssuer;
        emit KeyIssuerSet(id, keyIssuer);
    }

    /// @inheritdoc IComponentRegistry
    function deedOf(uint256 id)
        external
        view
        returns (address creator, uint8 kind, uint16 askBps, uint16 royaltyBps, address keyIssuer)
    {
        Deed storage deed = _deed(id);
        return (deed.creator, deed.kind, deed.askBps, deed.royaltyBps, deed.keyIssuer);
    }

    /// @inheritdoc IComponentRegistry
    function versionCount(uint256 id) external view returns (uint32) {
        return _deed(id).versionCount;
    }

    /// @inheritdoc IComponentRegistry
    function versionOf(uint256 id, uint32 number)
        external
        view
        returns (VersionTerms memory version, uint40 createdAt)
    {
        Version storage found = _version(id, number);
        return (found.terms, found.createdAt);
    }

    /// @inheritdoc IComponentRegistry
    function commitmentOf(uint256 id, uint32 number)
        external
        view
        returns (bytes32 contentRoot, bytes32 keyCommitment)
    {
        VersionTerms storage terms = _version(id, number).terms;
        return (terms.contentRoot, terms.keyCommitment);
    }

    /// @inheritdoc IComponentRegistry
    function parentsOf(uint256 id) external view returns (Parent[] memory) {
        return _asParents(_deed(id).parents);
    }

    /// @inheritdoc IComponentRegistry
    function ancestorsOf(uint256 id) external view returns (Parent[] memory) {
        return _asParents(_lineage(_deed(id)));
    }

    /// @inheritdoc IComponentRegistry
    function revenueShares(uint256 id, uint256 amount)
        external
        view
        returns (uint256[] memory ids, address[] memory accounts, uint256[] memory amounts)
    {
        Lineage.Share[] storage lineage = _lineage(_deed(id));
        uint256 length = lineage.length;
        ids = new uint256[](length + 1);
        accounts = new address[](length + 1);
        amounts = new uint256[](length + 1);
        uint256 rest = amount;
        for (uint256 i; i < length; ++i) {
            Lineage.Share memory row = lineage[i];
            ids[i] = row.id;
            accounts[i] = ownerOf(row.id);
            amounts[i] = amount * row.bps / Lineage.ALL_BPS;
            rest -= amounts[i];
        }
        ids[length] = id;
        accounts[length] = ownerOf(id);
        amounts[length] = rest;
    }

    /// @inheritdoc IComponentRegistry
    function offerOf(uint256 id, uint8 scope, address asset) external view returns (uint256 price, bool isOffered) {
        Offer storage offer = _offers[LicenceToken.encode(id, scope)][asset];
        return (offer.price, offer.isOffered);
    }

    /// @inheritdoc IComponentRegistry
    function scopeTermsOf(uint256 id, uint8 scope) external view returns (ScopeTerms memory) {
        Scope storage found = _scopes[LicenceToken.encode(id, scope)];
        if (!found.isSold) revert ComponentRegistry_ScopeNotSold(id, scope);
        return ScopeTerms(scope, found.supplyCap, found.durationSeconds, found.isSoulbound);
    }

    /// @inheritdoc IComponentRegistry
    function saleTermsOf(uint256 id, uint32 version, uint8 scope, address asset)
        external
        view
        returns (SaleTerms memory)
    {
        VersionTerms storage terms = _version(id, version).terms;
        uint256 tokenId = LicenceToken.encode(id, scope);
        Offer memory offer = _offers[tokenId][asset];
        if (!offer.isOffered) revert ComponentRegistry_NotOffered(id, scope, asset);
        return SaleTerms({
            owner: ownerOf(id),
            keyIssuer: _deeds[id].keyIssuer,
            price: offer.price,
            contentRoot: terms.contentRoot,
            keyCommitment: terms.keyCommitment,
            isTimed: _scopes[tokenId].durationSeconds > 0
        });
    }

    /// @inheritdoc IComponentRegistry
    function keyIssuerOf(uint256 id) external view returns (address) {
        return _deed(id).keyIssuer;
    }

    /// @inheritdoc IComponentRegistry
    function transferNonce(uint256 id) external view returns (uint256) {
        return _deed(id).transferNonce;
    }

    /// @notice Royalty of a sale of the deed: to its creator.
    function royaltyInfo(uint256 id, uint256 salePrice) external view returns (address receiver, uint256 royalty) {
        Deed storage deed = _deed(id);
        return (deed.creator, salePrice * deed.royaltyBps / Lineage.ALL_BPS);
    }

    /// @inheritdoc IComponentRegistry
    function voucherDigest(MintTerms calldata terms, uint256 nonce, uint256 deadline) public view returns (bytes32) {
        return _hashTypedDataV4(VoucherHash.hashVoucher(terms, nonce, deadline));
    }

    /// @notice Address of the deed's metadata.
    function tokenURI(uint256 id) public view override returns (string memory) {
        return _deed(id).uri;
    }

    /// @inheritdoc IERC165
    function supportsInterface(bytes4 interfaceId) public view override(ERC721, IERC165) returns (bool) {
        return interfaceId == type(IERC2981).interfaceId || super.supportsInterface(interfaceId);
    }

    function _update(address to, uint256 id, address auth) internal override returns (address from) {
        from = super._update(to, id, auth);
        if (from != address(0)) ++_deeds[id].transferNonce;
    }

    function _mintDeed(MintTerms calldata terms, bytes32 voucher) private returns (uint256 id) {
        _checkTerms(terms);
        id = ++deedCount;
        Deed storage deed = _deeds[id];
        deed.creator = terms.creator;
        deed.kind = terms.kind;
        deed.askBps = terms.askBps;
        deed.royaltyBps = terms.royaltyBps;
        deed.keyIssuer = terms.keyIssuer;
        deed.uri = terms.uri;
        _setLineage(id, terms.parents);
        // No callback to the creator: a voucher may be minted by anybody at any time.
        _mint(terms.creator, id);
        _emitMinted(id, terms, voucher);
        _appendVersion(id, terms.version);
        _setScopes(id, terms.scopes);
        for (uint256 i; i < terms.offers.length; ++i) {
            LicenceOffer calldata offer = terms.offers[i];
            _setOffer(id, offer.scope, offer.asset, offer.price);
        }
    }

    function _emitMinted(uint256 id, MintTerms calldata terms, bytes32 voucher) private {
        emit Minted(
            id,
            terms.creator,
            voucher,
            terms.kind,
            terms.keyIssuer,
            terms.askBps,
            terms.royaltyBps,
            terms.uri,
            terms.parents,
            terms.scopes
        );
    }

    function _appendVersion(uint256 id, VersionTerms calldata version) private returns (uint32 number) {
        if (version.contentRoot == 0) revert ComponentRegistry_NoContentRoot();
        _checkLength(version.cid, MOST_CID_BYTES);
        Deed storage deed = _deeds[id];
        if (version.keyCommitment != 0 && deed.keyIssuer == address(0)) revert ComponentRegistry_NoKeyIssuer();
        number = ++deed.versionCount;
        _versions[id][number] = Version(version, uint40(block.timestamp));
        emit VersionAppended(id, number, version);
    }

    function _setScopes(uint256 id, ScopeTerms[] calldata rows) private {
        for (uint256 i; i < rows.length; ++i) {
            ScopeTerms calldata row = rows[i];
            bool isRising = i == 0 || row.scope > rows[i - 1].scope;
            if (row.scope > LicenceToken.DOMAIN || !isRising) revert ComponentRegistry_BadScope(row.scope);
            _scopes[LicenceToken.encode(id, row.scope)] =
                Scope(row.supplyCap, row.durationSeconds, row.isSoulbound, true);
        }
    }

    function _setOffer(uint256 id, uint8 scope, address asset, uint256 price) private {
        uint256 tokenId = LicenceToken.encode(id, scope);
        if (!_scopes[tokenId].isSold) revert ComponentRegistry_ScopeNotSold(id, scope);
        if (asset == address(0)) revert ComponentRegistry_NoAsset();
        _offers[tokenId][asset] = Offer(true, SafeCast.toUint248(price));
        emit OfferSet(id, scope, asset, price);
    }

    function _setLineage(uint256 id, Parent[] calldata parents) private {
        if (parents.length > MOST_ROWS) revert ComponentRegistry_TooMany(parents.length, MOST_ROWS);
        Deed storage deed = _deeds[id];
        Lineage.Share[] memory flat = new Lineage.Share[](Lineage.MOST_ANCESTORS);
        uint256 count;
        uint256 sum;
        uint256 before;
        bool hasGrandparents;
        for (uint256 i; i < parents.length; ++i) {
            Parent calldata parent = parents[i];
            if (parent.id <= before || parent.id >= id) revert ComponentRegistry_BadParent(parent.id);
            before = parent.id;
            sum += parent.bps;
            if (sum > Lineage.MOST_BPS) revert ComponentRegistry_TooManyBps(sum, Lineage.MOST_BPS);
            Lineage.Share[] storage its = _lineage(_deeds[parent.id]);
            hasGrandparents = hasGrandparents || its.length > 0;
            count = Lineage.addParent(flat, count, parent, its);
            deed.parents.push(Lineage.Share(SafeCast.toUint240(parent.id), parent.bps));
        }
        if (!hasGrandparents) return;
        for (uint256 i; i < count; ++i) {
            deed.ancestors.push(flat[i]);
        }
    }

    function _checkTerms(MintTerms calldata terms) private pure {
        if (terms.kind > LAST_KIND) revert ComponentRegistry_BadKind(terms.kind);
        if (terms.askBps > MOST_ASK_BPS) revert ComponentRegistry_TooManyBps(terms.askBps, MOST_ASK_BPS);
        if (terms.royaltyBps > MOST_ROYALTY_BPS) {
            revert ComponentRegistry_TooManyBps(terms.royaltyBps, MOST_ROYALTY_BPS);
        }
        if (terms.offers.length > MOST_ROWS) revert ComponentRegistry_TooMany(terms.offers.length, MOST_ROWS);
        _checkLength(terms.uri, MOST_URI_BYTES);
    }

    function _checkLength(string calldata text, uint256 most) private pure {
        uint256 length = bytes(text).length;
        if (length > most) revert ComponentRegistry_TooLong(length, most);
    }

    function _requireDeedOwner(uint256 id) private view {
        if (ownerOf(id) != msg.sender) revert ComponentRegistry_NotOwner(id, msg.sender);
    }

    function _deed(uint256 id) private view returns (Deed storage) {
        if (id == 0 || id > deedCount) revert ComponentRegistry_NoDeed(id);
        return _deeds[id];
    }

    function _version(uint256 id, uint32 number) private view returns (Version storage) {
        if (number == 0 || number > _deed(id).versionCount) revert ComponentRegistry_NoVersion(id, number);
        return _versions[id][number];
    }

    function _lineage(Deed storage deed) private view returns (Lineage.Share[] storage) {
        return deed.ancestors.length == 0 ? deed.parents : deed.ancestors;
    }

    function _asParents(Lineage.Share[] storage rows) private view returns (Parent[] memory parents) {
        parents = new Parent[](rows.length);
        for (uint256 i; i < parents.length; ++i) {
            parents[i] = Parent(rows[i].id, rows[i].bps);
        }
    }
}
