// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {NodeRegistry} from "../../src/NodeRegistry.sol";
import {IComponentLicence} from "../../src/interfaces/IComponentLicence.sol";
import {IComponentMarket} from "../../src/interfaces/IComponentMarket.sol";
import {IComponentRegistry} from "../../src/interfaces/IComponentRegistry.sol";
import {INodeRegistry} from "../../src/interfaces/INodeRegistry.sol";
import {MintTerms} from "../../src/types/ComponentTypes.sol";
import {SmartWallet} from "../mocks/SmartWallet.sol";
import {ProductTest} from "../setup/ProductTest.sol";
import {VoucherByHand} from "../setup/VoucherByHand.sol";

/// @dev Each of the five signed types against: another chain, another contract, high s, short form, a stranger's key,
/// an empty signature, replay, and a wallet that is a contract (ERC-1271).
contract SignaturesTest is ProductTest {
    uint256 private constant ORDER = 0xFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFEBAAEDCE6AF48A03BBFD25E8CD0364141;

    NodeRegistry private nodes;
    uint256 private id;
    uint256 private purchaseId;
    uint256 private deadline;
    bytes32 private wrongKey = keccak256("wrong key");

    function setUp() public override {
        super.setUp();
        nodes = new NodeRegistry();
        deadline = block.timestamp + 1 hours;
        id = mintDeed(privateTerms());
        purchaseId = buy(alice, id, 1);
    }

    function test_A_nodes_consent_counts_only_for_its_own_chain_contract_and_key() public {
        bytes32 digest = nodes.linkDigest(creator, alice, alice, deadline);
        bytes memory refused = abi.encodeWithSelector(INodeRegistry.NodeRegistry_BadSignature.selector, creator);
        bytes[] memory forged = forgeries(creatorKey, linkHash(), address(nodes));
        for (uint256 i; i < forged.length; ++i) {
            vm.expectRevert(refused);
            vm.prank(alice);
            nodes.linkNode(creator, alice, 0, deadline, forged[i]);
        }
        vm.expectRevert(refused);
        vm.prank(bob);
        nodes.linkNode(creator, alice, 0, deadline, sign(creatorKey, digest));
        vm.expectRevert(refused);
        vm.prank(alice);
        nodes.linkNode(creator, bob, 0, deadline, sign(creatorKey, digest));
        vm.prank(alice);
        nodes.linkNode(creator, alice, 0, deadline, sign(creatorKey, digest));
    }

    function test_A_voucher_counts_only_for_its_own_chain_contract_and_key() public {
        MintTerms memory terms = childTerms(id, 100);
        bytes32 digest = registry.voucherDigest(terms, 1, deadline);
        bytes[] memory forged = forgeries(creatorKey, VoucherByHand.structHash(terms, 1, deadline), address(registry));
        for (uint256 i; i < forged.length; ++i) {
            vm.expectRevert(abi.encodeWithSelector(IComponentRegistry.ComponentRegistry_BadSignature.selector, creator));
            registry.mintSigned(terms, 1, deadline, forged[i]);
        }
        registry.mintSigned(terms, 1, deadline, sign(creatorKey, digest));
    }

    function test_A_delivery_counts_only_for_its_own_chain_contract_key_and_purchase() public {
        bytes32 digest = market.deliveryDigest(purchaseId, keccak256("sealed"));
        bytes memory refused = abi.encodeWithSelector(IComponentMarket.ComponentMarket_BadSignature.selector, issuer);
        bytes[] memory forged = forgeries(issuerKey, deliveryHash(), address(market));
        for (uint256 i; i < forged.length; ++i) {
            vm.expectRevert(refused);
            market.deliverKey(purchaseId, "sealed", forged[i]);
        }
        vm.expectRevert(refused);
        market.deliverKey(purchaseId, "other", sign(issuerKey, digest));
        uint256 second = buy(alice, id, 1);
        vm.expectRevert(refused);
        market.deliverKey(second, "sealed", sign(issuerKey, digest));
        market.deliverKey(purchaseId, "sealed", sign(issuerKey, digest));
    }

    function test_A_statement_counts_only_for_its_own_chain_contract_key_and_purchase() public {
        deliver(purchaseId);
        bytes32 digest = market.statementDigest(purchaseId, keccak256(abi.encode(ROOT, wrongKey, SALT)));
        bytes memory refused = abi.encodeWithSelector(IComponentMarket.ComponentMarket_BadSignature.selector, issuer);
        bytes[] memory forged = forgeries(issuerKey, statementHash(), address(market));
        for (uint256 i; i < forged.length; ++i) {
            vm.expectRevert(refused);
            market.refundBadKey(purchaseId, wrongKey, SALT, forged[i]);
        }
        uint256 second = buy(alice, id, 1);
        deliver(second);
        vm.expectRevert(refused);
        market.refundBadKey(second, wrongKey, SALT, sign(issuerKey, digest));
        vm.expectRevert(refused);
        market.refundBadKey(purchaseId, wrongKey, keccak256("other salt"), sign(issuerKey, digest));
        market.refundBadKey(purchaseId, wrongKey, SALT, sign(issuerKey, digest));
    }

    function test_A_release_counts_only_for_its_own_chain_contract_and_key() public {
        bytes32 digest = licence.releaseDigest(alice, seatToken(id), 1, 5, deadline);
        bytes memory refused = abi.encodeWithSelector(IComponentLicence.ComponentLicence_BadSignature.selector, issuer);
        bytes[] memory forged = forgeries(issuerKey, releaseHash(), address(licence));
        for (uint256 i; i < forged.length; ++i) {
            vm.expectRevert(refused);
            licence.noteRelease(alice, seatToken(id), 1, 5, deadline, forged[i]);
        }
        vm.expectRevert(refused);
        licence.noteRelease(bob, seatToken(id), 1, 5, deadline, sign(issuerKey, digest));
        vm.expectRevert(refused);
        licence.noteRelease(alice, seatToken(id), 2, 5, deadline, sign(issuerKey, digest));
        licence.noteRelease(alice, seatToken(id), 1, 5, deadline, sign(issuerKey, digest));
    }

    function test_A_release_used_again_or_older_or_late_changes_nothing() public {
        bytes memory signature = sign(issuerKey, licence.releaseDigest(alice, seatToken(id), 1, 5, deadline));
        licence.noteRelease(alice, seatToken(id), 1, 5, deadline, signature);
        vm.warp(block.timestamp + 10);
        vm.expectRevert(abi.encodeWithSelector(IComponentLicence.ComponentLicence_NonceUsed.selector, 5, 5));
        licence.noteRelease(alice, seatToken(id), 1, 5, deadline, signature);
        bytes memory older = sign(issuerKey, licence.releaseDigest(alice, seatToken(id), 1, 4, deadline));
        vm.expectRevert(abi.encodeWithSelector(IComponentLicence.ComponentLicence_NonceUsed.selector, 4, 5));
        licence.noteRelease(alice, seatToken(id), 1, 4, deadline, older);
        bytes memory late = sign(issuerKey, licence.releaseDigest(alice, seatToken(id), 1, 6, deadline));
        vm.warp(deadline + 1);
        vm.expectRevert(abi.encodeWithSelector(IComponentLicence.ComponentLicence_StatementExpired.selector, deadline));
        licence.noteRelease(alice, seatToken(id), 1, 6, deadline, late);
        uint256 beyond = uint256(type(uint128).max) + 1;
        vm.warp(deadline);
        bytes memory huge = sign(issuerKey, licence.releaseDigest(alice, seatToken(id), 1, beyond, deadline));
        vm.expectRevert();
        licence.noteRelease(alice, seatToken(id), 1, beyond, deadline, huge);
    }

    function test_A_component_without_key_issuer_has_no_releases() public {
        MintTerms memory terms = publicTerms();
        terms.keyIssuer = address(0);
        uint256 open = mintDeed(terms);
        vm.expectRevert(abi.encodeWithSelector(IComponentLicence.ComponentLicence_BadSignature.selector, address(0)));
        licence.noteRelease(alice, seatToken(open), 1, 1, deadline, new bytes(65));
    }

    function test_Contracts_sign_everything_by_ERC_1271() public {
        SmartWallet wallet = new SmartWallet(issuer);
        MintTerms memory terms = privateTerms();
        terms.keyIssuer = address(wallet);
        uint256 deed = mintDeed(terms);
        uint256 purchase = buy(alice, deed, 1);
        deliver(purchase);
        bytes32 release = licence.releaseDigest(alice, seatToken(deed), 1, 1, deadline);
        licence.noteRelease(alice, seatToken(deed), 1, 1, deadline, sign(issuerKey, release));
        bytes32 statement = market.statementDigest(purchase, keccak256(abi.encode(ROOT, wrongKey, SALT)));
        vm.expectRevert(abi.encodeWithSelector(IComponentMarket.ComponentMarket_BadSignature.selector, address(wallet)));
        market.refundBadKey(purchase, wrongKey, SALT, sign(creatorKey, statement));
        market.refundBadKey(purchase, wrongKey, SALT, sign(issuerKey, statement));
        bytes32 link = nodes.linkDigest(address(wallet), alice, alice, deadline);
        vm.prank(alice);
        nodes.linkNode(address(wallet), alice, 0, deadline, sign(issuerKey, link));
        assertEq(nodes.ownerOf(address(wallet)), alice);
    }

    function test_Digests_change_with_the_chain() public {
        bytes32 before = market.deliveryDigest(1, 0);
        vm.chainId(block.chainid + 1);
        assertNotEq(market.deliveryDigest(1, 0), before);
    }

    function test_Digests_are_those_of_EIP_712_written_out_by_hand() public view {
        assertEq(nodes.linkDigest(creator, alice, alice, deadline), typedDigest(domainOf(address(nodes)), linkHash()));
        assertEq(
            market.deliveryDigest(purchaseId, keccak256("sealed")),
            typedDigest(domainOf(address(market)), deliveryHash())
        );
        assertEq(
            market.statementDigest(purchaseId, keccak256(abi.encode(ROOT, wrongKey, SALT))),
            typedDigest(domainOf(address(market)), statementHash())
        );
        assertEq(
            licence.releaseDigest(alice, seatToken(id), 1, 5, deadline),
            typedDigest(domainOf(address(licence)), releaseHash())
        );
    }

    function linkHash() private view returns (bytes32) {
        return keccak256(
            abi.encode(
                keccak256("NodeLink(address node,address owner,address payout,uint256 nonce,uint256 deadline)"),
                creator,
                alice,
                alice,
                0,
                deadline
            )
        );
    }

    function deliveryHash() private view returns (bytes32) {
        return keccak256(
            abi.encode(
                keccak256("KeyDelivery(uint256 purchaseId,bytes32 sealedKeyHash)"), purchaseId, keccak256("sealed")
            )
        );
    }

    function statementHash() private view returns (bytes32) {
        return keccak256(
            abi.encode(
                keccak256("KeyStatement(uint256 purchaseId,bytes32 keyHash)"),
                purchaseId,
                keccak256(abi.encode(ROOT, wrongKey, SALT))
            )
        );
    }

    function releaseHash() private view returns (bytes32) {
        return keccak256(
            abi.encode(
                keccak256("KeyRelease(address account,uint256 tokenId,uint64 units,uint256 nonce,uint256 deadline)"),
                alice,
                seatToken(id),
                1,
                5,
                deadline
            )
        );
    }

    /// @dev Signatures for a struct that must not count at `verifier`: a stranger's, high s, empty, short, long, with
    /// a recovery id of 0 or 1, of the struct under another contract's domain, and under that of another chain.
    function forgeries(uint256 key, bytes32 structHash, address verifier) private returns (bytes[] memory list) {
        bytes32 digest = typedDigest(domainOf(verifier), structHash);
        (uint8 v, bytes32 r, bytes32 s) = vm.sign(key, digest);
        (, uint256 strangersKey) = makeAddrAndKey("stranger");
        list = new bytes[](8);
        list[0] = sign(strangersKey, digest);
        list[1] = abi.encodePacked(r, bytes32(ORDER - uint256(s)), v == 27 ? uint8(28) : uint8(27));
        list[2] = "";
        list[3] = abi.encodePacked(r, s);
        list[4] = abi.encodePacked(r, s, v, uint8(0));
        list[5] = abi.encodePacked(r, s, uint8(v - 27));
        list[6] = sign(key, typedDigest(domainOf(address(usd)), structHash));
        list[7] = sign(key, typedDigest(domainOf(verifier, block.chainid + 1), structHash));
    }
}
