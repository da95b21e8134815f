// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IERC2981} from "@openzeppelin/contracts/interfaces/IERC2981.sol";
import {IERC1155} from "@openzeppelin/contracts/token/ERC1155/IERC1155.sol";

/// @title Licences to use components
/// @notice ERC-1155 with tokenId = deed id << 8 | scope. Only the market mints and burns, so that a licence exists if and
/// only if its price was paid and not refunded. There is no owner and nobody can take a licence away.
///
/// Units can be locked: **held** while a purchase of private content may still be refunded, and **in use** for 7 days
/// after a node got the key for them, so that one seat can't be lent around. Timed and soulbound licences never move.
///
/// Timed licences run per holder and token: buying again before the end makes all seats last longer, and has to be for
/// exactly the seats held; buying after the end replaces what has run out.
interface IComponentLicence is IERC1155, IERC2981 {
    /// @notice `units` can't be transferred before `until`, since nodes have their keys.
    event KeyReleased(address indexed account, uint256 indexed tokenId, uint64 units, uint40 until);
    /// @notice A timed licence now ends at `expiresAt`.
    event ExpirySet(address indexed account, uint256 indexed tokenId, uint40 expiresAt);
    /// @notice `units` can't be transferred until their purchase is settled; 0 when none are left.
    event HeldUnitsSet(address indexed account, uint256 indexed tokenId, uint64 units);

    /// @notice Only the market mints, burns and settles.
    error ComponentLicence_NotMarket(address caller);
    /// @notice More units than the cap allows; `left` can still be sold.
    error ComponentLicence_SoldOut(uint256 tokenId, uint256 asked, uint256 left);
    /// @notice A running timed licence is made longer for exactly the seats held.
    error ComponentLicence_RenewWhole(uint256 tokenId, uint256 asked, uint256 held);
    /// @notice A timed licence can't be bought again while a purchase of it waits for its key.
    error ComponentLicence_PurchaseOpen(address account, uint256 tokenId);
    /// @notice Timed and soulbound licences stay with their holder.
    error ComponentLicence_NotTransferable(uint256 tokenId);
    /// @notice Units are held or in use.
    error ComponentLicence_Locked(address account, uint256 tokenId, uint256 units);
    /// @notice The licence hasn't run out, or isn't timed.
    error ComponentLicence_NotExpired(address account, uint256 tokenId);
    /// @notice The key issuer's statement ended at `deadline`.
    error ComponentLicence_StatementExpired(uint256 deadline);
    /// @notice A newer statement was recorded already.
    error ComponentLicence_NonceUsed(uint256 nonce, uint256 last);
    /// @notice The key issuer didn't sign this statement.
    error ComponentLicence_BadSignature(address keyIssuer);

    /// @notice Mints `units` or makes a running timed licence longer. Only the market.
    /// @param isHeld Whether the purchase may still be refunded.
    function mint(address account, uint256 tokenId, uint64 units, bool isHeld) external;

    /// @notice Sets free what was held. Only the market.
    function settle(address account, uint256 tokenId, uint64 units) external;

    /// @notice Takes back what was held: burns it, or makes it shorter again. Only the market.
    function revoke(address account, uint256 tokenId, uint64 units, bool isRenewal) external;

    /// @notice Records that keys were released to nodes for `units` of the account's licences, which lock for 7 days.
    /// Anybody may hand in the key issuer's statement, EIP-712
    /// `KeyRelease(address account,uint256 tokenId,uint64 units,uint256 nonce,uint256 deadline)`.
    /// @param units Units in use altogether, not in addition.
    /// @param nonce Higher than that of any statement recorded before for the account and token; below 2^128.
    function noteRelease(
        address account,
        uint256 tokenId,
        uint64 units,
        uint256 nonce,
        uint256 deadline,
        bytes calldata signature
    ) external;

    /// @notice Burns a timed licence that has run out, which makes room under the cap. Anybody may call it.
    function burnExpired(address account, uint256 tokenId) external;

    /// @notice The market; fixed when deployed.
    function market() external view returns (address);

    /// @notice Whether the account holds a running licence of that scope.
    function isLicensed(address account, uint256 id, uint8 scope) external view returns (bool);

    /// @notice Seats that the account holds and that haven't run out.
    function seatsOf(address account, uint256 id) external view returns (uint256);

    /// @notice When a timed licence ends, or 0 when it never does or isn't held.
    function expiryOf(address account, uint256 tokenId) external view returns (uint40);

    /// @notice Whether buying now would make a running timed licence longer.
    function isRenewal(address account, uint256 tokenId) external view returns (bool);

    /// @notice Units that can't be transferred now: those in use and those held.
    function lockedUnits(address account, uint256 tokenId) external view returns (uint256);

    /// @notice Units whose purchase may still be refunded.
    function heldUnits(address account, uint256 tokenId) external view returns (uint64);

    /// @notice Units in use, until when, and the number of the last statement.
    function releaseOf(address account, uint256 tokenId)
        external
        view
        returns (uint64 units, uint40 until, uint128 nonce);

    /// @notice Units that exist.
    function totalSupply(uint256 tokenId) external view returns (uint256);

    /// @notice Grows by one whenever units leave the account.
    function transferNonce(address account, uint256 tokenId) external view returns (uint256);

    /// @notice What the key issuer has to sign.
    function releaseDigest(address account, uint256 tokenId, uint64 units, uint256 nonce, uint256 deadline)
        external
        view
        returns (bytes32);
}
