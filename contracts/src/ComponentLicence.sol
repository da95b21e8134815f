// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IComponentLicence} from "./interfaces/IComponentLicence.sol";
import {IComponentRegistry} from "./interfaces/IComponentRegistry.sol";
import {LicenceToken} from "./libraries/LicenceToken.sol";
import {ScopeTerms} from "./types/ComponentTypes.sol";
import {IERC165, IERC2981} from "@openzeppelin/contracts/interfaces/IERC2981.sol";
import {ERC1155} from "@openzeppelin/contracts/token/ERC1155/ERC1155.sol";
import {IERC721Metadata} from "@openzeppelin/contracts/token/ERC721/extensions/IERC721Metadata.sol";
import {EIP712} from "@openzeppelin/contracts/utils/cryptography/EIP712.sol";
import {SignatureChecker} from "@openzeppelin/contracts/utils/cryptography/SignatureChecker.sol";
import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";
import {SafeCast} from "@openzeppelin/contracts/utils/math/SafeCast.sol";

/// @title Licences to use components
contract ComponentLicence is IComponentLicence, ERC1155, EIP712 {
    struct Release {
        uint64 units;
        uint40 until;
        uint128 nonce;
    }

    /// @dev What concerns one holder's units of one token besides the balance; one slot.
    struct Holding {
        uint64 held;
        uint40 expiresAt;
        uint64 transferNonce;
    }

    /// @notice How long units stay locked after a node got their key.
    uint40 public constant RELEASE_LOCK = 7 days;

    bytes32 private constant KEY_RELEASE_TYPEHASH =
        keccak256("KeyRelease(address account,uint256 tokenId,uint64 units,uint256 nonce,uint256 deadline)");

    /// @notice The deeds.
    IComponentRegistry public immutable REGISTRY;
    /// @inheritdoc IComponentLicence
    address public immutable market;

    /// @inheritdoc IComponentLicence
    mapping(uint256 tokenId => uint256) public totalSupply;
    /// @inheritdoc IComponentLicence
    mapping(address account => mapping(uint256 tokenId => Release)) public releaseOf;

    mapping(address account => mapping(uint256 tokenId => Holding)) private _holdings;

    modifier onlyMarket() {
        if (msg.sender != market) revert ComponentLicence_NotMarket(msg.sender);
        _;
    }

    /// @param registry The deeds.
    /// @param market_ Address that the market will have: the deployer's next contract.
    constructor(IComponentRegistry registry, address market_) ERC1155("") EIP712("GaiaNet", "1") {
        REGISTRY = registry;
        market = market_;
    }

    /// @inheritdoc IComponentLicence
    function mint(address account, uint256 tokenId, uint64 units, bool isHeld) external onlyMarket {
        ScopeTerms memory terms = _scopeTerms(tokenId);
        Holding storage holding = _holdings[account][tokenId];
        bool isLonger = terms.durationSeconds > 0 && _prepareTimed(account, tokenId, units, terms.durationSeconds);
        if (isHeld) {
            holding.held += units;
            emit HeldUnitsSet(account, tokenId, holding.held);
        }
        if (isLonger) return;

        uint256 supply = totalSupply[tokenId];
        if (terms.supplyCap > 0 && supply + units > terms.supplyCap) {
            revert ComponentLicence_SoldOut(tokenId, units, terms.supplyCap - supply);
        }
        totalSupply[tokenId] = supply + units;
        _mint(account, tokenId, units, "");
    }

    /// @inheritdoc IComponentLicence
    function settle(address account, uint256 tokenId, uint64 units) external onlyMarket {
        _unhold(account, tokenId, units);
    }

    /// @inheritdoc IComponentLicence
    function revoke(address account, uint256 tokenId, uint64 units, bool isRenewal_) external onlyMarket {
        _unhold(account, tokenId, units);
        if (isRenewal_) {
            Holding storage holding = _holdings[account][tokenId];
            _setExpiry(account, tokenId, holding.expiresAt - _scopeTerms(tokenId).durationSeconds);
        } else {
            _burnUnits(account, tokenId, units);
        }
    }

    /// @inheritdoc IComponentLicence
    function noteRelease(
        address account,
        uint256 tokenId,
        uint64 units,
        uint256 nonce,
        uint256 deadline,
        bytes calldata signature
    ) external {
        if (block.timestamp > deadline) revert ComponentLicence_StatementExpired(deadline);
        Release storage release = releaseOf[account][tokenId];
        if (nonce <= release.nonce) revert ComponentLicence_NonceUsed(nonce, release.nonce);
        address issuer = REGISTRY.keyIssuerOf(LicenceToken.deedOf(tokenId));
        bytes32 digest = releaseDigest(account, tokenId, units, nonce, deadline);
        if (issuer == address(0) || !SignatureChecker.isValidSignatureNowCalldata(issuer, digest, signature)) {
            revert ComponentLicence_BadSignature(issuer);
        }

        // A statement for fewer units must not free those that an earlier one locked.
        uint64 inUse = block.timestamp < release.until && release.units > units ? release.units : units;
        uint40 until = uint40(block.timestamp) + RELEASE_LOCK;
        releaseOf[account][tokenId] = Release(inUse, until, SafeCast.toUint128(nonce));
        emit KeyReleased(account, tokenId, inUse, until);
    }

    /// @inheritdoc IComponentLicence
    function burnExpired(address account, uint256 tokenId) external {
        Holding storage holding = _holdings[account][tokenId];
        if (holding.held > 0) revert ComponentLicence_PurchaseOpen(account, tokenId);
        if (holding.expiresAt == 0 || !_isExpired(holding)) revert ComponentLicence_NotExpired(account, tokenId);
        _burnUnits(account, tokenId, balanceOf(account, tokenId));
    }

    /// @inheritdoc IComponentLicence
    function isLicensed(address account, uint256 id, uint8 scope) external view returns (bool) {
        return _runningUnits(account, LicenceToken.encode(id, scope)) > 0;
    }

    /// @inheritdoc IComponentLicence
    function seatsOf(address account, uint256 id) external view returns (uint256) {
        return _runningUnits(account, LicenceToken.encode(id, LicenceToken.SEAT));
    }

    /// @inheritdoc IComponentLicence
    function expiryOf(address account, uint256 tokenId) external view returns (uint40) {
        return _holdings[account][tokenId].expiresAt;
    }

    /// @inheritdoc IComponentLicence
    function heldUnits(address account, uint256 tokenId) external view returns (uint64) {
        return _holdings[account][tokenId].held;
    }

    /// @inheritdoc IComponentLicence
    function transferNonce(address account, uint256 tokenId) external view returns (uint256) {
        return _holdings[account][tokenId].transferNonce;
    }

    /// @notice Royalty of a resale: to the owner of the deed.
    function royaltyInfo(uint256 tokenId, uint256 salePrice) external view returns (address receiver, uint256 royalty) {
        uint256 id = LicenceToken.deedOf(tokenId);
        (, royalty) = REGISTRY.royaltyInfo(id, salePrice);
        receiver = REGISTRY.ownerOf(id);
    }

    /// @inheritdoc IComponentLicence
    function isRenewal(address account, uint256 tokenId) external view returns (bool) {
        Holding storage holding = _holdings[account][tokenId];
        return holding.expiresAt > 0 && !_isExpired(holding);
    }

    /// @inheritdoc IComponentLicence
    function releaseDigest(address account, uint256 tokenId, uint64 units, uint256 nonce, uint256 deadline)
        public
        view
        returns (bytes32)
    {
        return _hashTypedDataV4(keccak256(abi.encode(KEY_RELEASE_TYPEHASH, account, tokenId, units, nonce, deadline)));
    }

    /// @inheritdoc IComponentLicence
    function lockedUnits(address account, uint256 tokenId) external view returns (uint256) {
        return Math.min(balanceOf(account, tokenId), _lockedUnits(account, tokenId));
    }

    /// @notice Metadata of a licence: that of its deed.
    function uri(uint256 tokenId) public view override returns (string memory) {
        return IERC721Metadata(address(REGISTRY)).tokenURI(LicenceToken.deedOf(tokenId));
    }

    /// @inheritdoc IERC165
    function supportsInterface(bytes4 interfaceId) public view override(ERC1155, IERC165) returns (bool) {
        return interfaceId == type(IERC2981).interfaceId || super.supportsInterface(interfaceId);
    }

    /// @dev Checked after the move, so that one token named twice in a batch can't slip past the lock.
    function _update(address from, address to, uint256[] memory ids, uint256[] memory values) internal override {
        super._update(from, to, ids, values);
        if (from == address(0)) return;
        for (uint256 i; i < ids.length; ++i) {
            uint256 tokenId = ids[i];
            ++_holdings[from][tokenId].transferNonce;
            if (to == address(0)) continue;
            ScopeTerms memory terms = _scopeTerms(tokenId);
            if (terms.isSoulbound || terms.durationSeconds > 0) revert ComponentLicence_NotTransferable(tokenId);
            uint256 locked = _lockedUnits(from, tokenId);
            if (balanceOf(from, tokenId) < locked) revert ComponentLicence_Locked(from, tokenId, locked);
        }
    }

    /// @dev Sets the new end of a timed licence and burns what has run out.
    /// @return isLonger Whether a running licence was made longer, so that nothing is to be minted.
    function _prepareTimed(address account, uint256 tokenId, uint64 units, uint40 duration)
        private
        returns (bool isLonger)
    {
        Holding storage holding = _holdings[account][tokenId];
        if (holding.held > 0) revert ComponentLicence_PurchaseOpen(account, tokenId);
        uint256 balance = balanceOf(account, tokenId);
        isLonger = balance > 0 && !_isExpired(holding);
        if (isLonger) {
            if (units != balance) revert ComponentLicence_RenewWhole(tokenId, units, balance);
            _setExpiry(account, tokenId, holding.expiresAt + duration);
        } else {
            if (balance > 0) _burnUnits(account, tokenId, balance);
            _setExpiry(account, tokenId, uint40(block.timestamp) + duration);
        }
    }

    function _burnUnits(address account, uint256 tokenId, uint256 units) private {
        totalSupply[tokenId] -= units;
        _burn(account, tokenId, units);
        if (_holdings[account][tokenId].expiresAt > 0) _setExpiry(account, tokenId, 0);
    }

    function _setExpiry(address account, uint256 tokenId, uint40 expiresAt) private {
        _holdings[account][tokenId].expiresAt = expiresAt;
        emit ExpirySet(account, tokenId, expiresAt);
    }

    function _unhold(address account, uint256 tokenId, uint64 units) private {
        Holding storage holding = _holdings[account][tokenId];
        holding.held -= units;
        emit HeldUnitsSet(account, tokenId, holding.held);
    }

    function _runningUnits(address account, uint256 tokenId) private view returns (uint256) {
        return _isExpired(_holdings[account][tokenId]) ? 0 : balanceOf(account, tokenId);
    }

    function _lockedUnits(address account, uint256 tokenId) private view returns (uint256) {
        Release storage release = releaseOf[account][tokenId];
        uint256 inUse = block.timestamp < release.until ? release.units : 0;
        return inUse + _holdings[account][tokenId].held;
    }

    function _isExpired(Holding storage holding) private view returns (bool) {
        return holding.expiresAt > 0 && block.timestamp >= holding.expiresAt;
    }

    function _scopeTerms(uint256 tokenId) private view returns (ScopeTerms memory) {
        return REGISTRY.scopeTermsOf(LicenceToken.deedOf(tokenId), LicenceToken.scopeOf(tokenId));
    }
}
