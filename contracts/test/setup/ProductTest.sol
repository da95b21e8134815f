// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {ComponentLicence} from "../../src/ComponentLicence.sol";
import {ComponentMarket} from "../../src/ComponentMarket.sol";
import {ComponentRegistry} from "../../src/ComponentRegistry.sol";
import {MockUSD} from "../../src/MockUSD.sol";
import {RevenueLedger} from "../../src/RevenueLedger.sol";
import {LicenceToken} from "../../src/libraries/LicenceToken.sol";
import {LicenceOffer, MintTerms, Parent, ScopeTerms, VersionTerms} from "../../src/types/ComponentTypes.sol";
import {Purchase, Voucher} from "../../src/types/MarketTypes.sol";
import {Test} from "forge-std/Test.sol";

/// @notice Deploys the product as the deploy script does, and holds what most tests say again and again.
abstract contract ProductTest is Test {
    bytes32 internal constant ROOT = keccak256("content");
    bytes32 internal constant KEY = keccak256("key");
    bytes32 internal constant SALT = keccak256("salt");
    bytes32 internal constant SEAL_TO = keccak256("x25519");
    uint8 internal constant SEAT = 0;
    uint8 internal constant DOMAIN = 1;
    uint256 internal constant PRICE = 20e6;
    uint16 internal constant FEE_BPS = 250;
    uint40 internal constant DELIVERY = 1 days;
    uint40 internal constant CHALLENGE = 2 days;

    address internal immutable TREASURY = makeAddr("treasury");
    address internal immutable ARBITER = makeAddr("arbiter");
    address internal creator;
    uint256 internal creatorKey;
    address internal issuer;
    uint256 internal issuerKey;
    address internal alice = makeAddr("alice");
    address internal bob = makeAddr("bob");

    MockUSD internal usd;
    RevenueLedger internal ledger;
    ComponentRegistry internal registry;
    ComponentLicence internal licence;
    ComponentMarket internal market;

    function setUp() public virtual {
        vm.warp(1_800_000_000);
        (creator, creatorKey) = makeAddrAndKey("creator");
        (issuer, issuerKey) = makeAddrAndKey("issuer");
        usd = new MockUSD();
        ledger = new RevenueLedger();
        registry = new ComponentRegistry();
        licence = new ComponentLicence(registry, vm.computeCreateAddress(address(this), vm.getNonce(address(this)) + 1));
        market = new ComponentMarket(
            registry, licence, ledger, ComponentMarket.Setup(TREASURY, FEE_BPS, DELIVERY, CHALLENGE, ARBITER)
        );
        fund(alice);
        fund(bob);
    }

    function fund(address account) internal {
        usd.mint(account, 1_000_000e6);
        vm.prank(account);
        usd.approve(address(market), type(uint256).max);
    }

    function publicVersion() internal pure returns (VersionTerms memory) {
        return VersionTerms(
            ROOT,
            keccak256("manifest"),
            "bafybeigdyrzt5sfp7udm7hu76uh7y26nf3efuylqabf3oclgtqy55fbzdi",
            0,
            keccak256("licence")
        );
    }

    function privateVersion() internal pure returns (VersionTerms memory version) {
        version = publicVersion();
        version.keyCommitment = keccak256(abi.encode(ROOT, KEY, SALT));
    }

    /// @dev A public knowledge base with unlimited seats for ever at {PRICE} mUSD.
    function publicTerms() internal view returns (MintTerms memory terms) {
        terms.creator = creator;
        terms.keyIssuer = issuer;
        terms.kind = 1;
        terms.askBps = 1000;
        terms.royaltyBps = 500;
        terms.uri = "https://studio.example/deeds/1";
        terms.version = publicVersion();
        terms.scopes = new ScopeTerms[](1);
        terms.scopes[0] = ScopeTerms(SEAT, 0, 0, false);
        terms.offers = new LicenceOffer[](1);
        terms.offers[0] = LicenceOffer(SEAT, address(usd), PRICE);
    }

    function privateTerms() internal view returns (MintTerms memory terms) {
        terms = publicTerms();
        terms.version = privateVersion();
    }

    function childTerms(uint256 parentId, uint16 bps) internal view returns (MintTerms memory terms) {
        terms = publicTerms();
        terms.parents = new Parent[](1);
        terms.parents[0] = Parent(parentId, bps);
    }

    function mintDeed(MintTerms memory terms) internal returns (uint256) {
        vm.prank(terms.creator);
        return registry.mint(terms);
    }

    function purchaseOf(uint256 id, address recipient, uint64 quantity) internal view returns (Purchase memory) {
        return Purchase(id, 1, SEAT, quantity, address(usd), PRICE * quantity, ROOT, recipient, SEAL_TO);
    }

    function buy(address buyer, uint256 id, uint64 quantity) internal returns (uint256) {
        vm.prank(buyer);
        return market.buyLicence(purchaseOf(id, buyer, quantity));
    }

    function sign(uint256 key, bytes32 digest) internal pure returns (bytes memory) {
        (uint8 v, bytes32 r, bytes32 s) = vm.sign(key, digest);
        return abi.encodePacked(r, s, v);
    }

    function voucherOf(MintTerms memory terms, uint256 nonce) internal view returns (Voucher memory) {
        uint256 deadline = block.timestamp + 30 days;
        return Voucher(nonce, deadline, sign(creatorKey, registry.voucherDigest(terms, nonce, deadline)));
    }

    function deliver(uint256 purchaseId) internal {
        bytes memory sealedKey = "sealed key";
        market.deliverKey(
            purchaseId, sealedKey, sign(issuerKey, market.deliveryDigest(purchaseId, keccak256(sealedKey)))
        );
    }

    function domainOf(address verifier) internal view returns (bytes32) {
        return domainOf(verifier, block.chainid);
    }

    function domainOf(address verifier, uint256 chainId) internal pure returns (bytes32) {
        return keccak256(
            abi.encode(
                keccak256("EIP712Domain(string name,string version,uint256 chainId,address verifyingContract)"),
                keccak256("GaiaNet"),
                keccak256("1"),
                chainId,
                verifier
            )
        );
    }

    function typedDigest(bytes32 domain, bytes32 structHash) internal pure returns (bytes32) {
        return keccak256(abi.encodePacked(hex"1901", domain, structHash));
    }

    function seatToken(uint256 id) internal pure returns (uint256) {
        return LicenceToken.encode(id, SEAT);
    }

    function owedUsd(address account) internal view returns (uint256) {
        return ledger.owed(account, address(usd));
    }
}
