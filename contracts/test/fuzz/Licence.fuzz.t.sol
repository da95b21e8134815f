// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IComponentLicence} from "../../src/interfaces/IComponentLicence.sol";
import {MintTerms} from "../../src/types/ComponentTypes.sol";
import {ProductTest} from "../setup/ProductTest.sol";

contract LicenceFuzzTest is ProductTest {
    function testFuzz_The_cap_holds_for_any_order_of_purchases(uint8 cap, uint8[8] memory wanted) public {
        vm.assume(cap > 0);
        MintTerms memory terms = publicTerms();
        terms.offers[0].price = 1;
        terms.scopes[0].supplyCap = cap;
        uint256 id = mintDeed(terms);
        uint256 sold;
        for (uint256 i; i < wanted.length; ++i) {
            if (wanted[i] == 0) continue;
            if (sold + wanted[i] > cap) {
                vm.expectRevert(
                    abi.encodeWithSelector(
                        IComponentLicence.ComponentLicence_SoldOut.selector, seatToken(id), wanted[i], cap - sold
                    )
                );
                buy(alice, id, wanted[i]);
            } else {
                buy(alice, id, wanted[i]);
                sold += wanted[i];
            }
        }
        assertEq(licence.totalSupply(seatToken(id)), sold);
    }

    function testFuzz_Exactly_the_units_that_are_free_move(uint8 bought, uint8 inUse, uint8 moved) public {
        vm.assume(bought > 0 && moved > 0 && moved <= bought);
        MintTerms memory terms = publicTerms();
        terms.offers[0].price = 0;
        uint256 id = mintDeed(terms);
        buy(alice, id, bought);
        bytes32 digest = licence.releaseDigest(alice, seatToken(id), inUse, 1, block.timestamp);
        licence.noteRelease(alice, seatToken(id), inUse, 1, block.timestamp, sign(issuerKey, digest));
        assertEq(licence.lockedUnits(alice, seatToken(id)), inUse < bought ? inUse : bought);
        vm.startPrank(alice);
        if (uint256(bought) - moved < inUse) {
            vm.expectPartialRevert(IComponentLicence.ComponentLicence_Locked.selector);
            licence.safeTransferFrom(alice, bob, seatToken(id), moved, "");
        } else {
            licence.safeTransferFrom(alice, bob, seatToken(id), moved, "");
            assertEq(licence.seatsOf(bob, id), moved);
        }
        vm.stopPrank();
    }

    function testFuzz_A_timed_licence_runs_for_what_was_paid(uint24[6] memory pauses, uint24 duration) public {
        vm.assume(duration > 0);
        MintTerms memory terms = publicTerms();
        terms.scopes[0].durationSeconds = duration;
        uint256 id = mintDeed(terms);
        uint256 end;
        for (uint256 i; i < pauses.length; ++i) {
            buy(alice, id, 1);
            end = (end > block.timestamp ? end : block.timestamp) + duration;
            assertEq(licence.expiryOf(alice, seatToken(id)), end);
            assertEq(licence.totalSupply(seatToken(id)), 1);
            vm.warp(block.timestamp + pauses[i]);
            assertEq(licence.isLicensed(alice, id, SEAT), block.timestamp < end);
        }
    }
}
