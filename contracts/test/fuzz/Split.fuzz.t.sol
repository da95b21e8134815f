// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {LicenceToken} from "../../src/libraries/LicenceToken.sol";
import {MintTerms, Parent} from "../../src/types/ComponentTypes.sol";
import {Purchase} from "../../src/types/MarketTypes.sol";
import {ProductTest} from "../setup/ProductTest.sol";

contract SplitFuzzTest is ProductTest {
    function testFuzz_Shares_of_any_lineage_add_up_and_the_owner_keeps_half(
        uint16[12] memory bps,
        uint8[12] memory widths,
        uint128 amount
    ) public {
        uint256 id;
        for (uint256 i; i < bps.length; ++i) {
            MintTerms memory terms = publicTerms();
            uint256 width = widths[i] % 4;
            if (width > id) width = id;
            terms.parents = new Parent[](width);
            for (uint256 p; p < width; ++p) {
                terms.parents[p] = Parent(id - width + 1 + p, uint16((uint256(bps[i]) >> p) % 1667));
            }
            id = mintDeed(terms);
        }
        (uint256[] memory ids, address[] memory accounts, uint256[] memory amounts) = registry.revenueShares(id, amount);
        uint256 sum;
        for (uint256 i; i < ids.length; ++i) {
            assertEq(accounts[i], creator);
            sum += amounts[i];
        }
        assertEq(sum, amount);
        assertEq(ids[ids.length - 1], id);
        assertGe(amounts[ids.length - 1], uint256(amount) / 2);
    }

    function testFuzz_What_ancestors_keep_is_what_the_child_declared(uint16 first, uint16 second, uint16 own) public {
        uint256 root = mintDeed(publicTerms());
        uint256 left = mintDeed(childTerms(root, first % 5001));
        MintTerms memory terms = publicTerms();
        terms.parents = new Parent[](2);
        terms.parents[0] = Parent(root, second % 2501);
        terms.parents[1] = Parent(left, own % 2501);
        Parent[] memory paid = registry.ancestorsOf(mintDeed(terms));
        uint256 sum;
        for (uint256 i; i < paid.length; ++i) {
            sum += paid[i].bps;
        }
        assertEq(sum, uint256(second % 2501) + own % 2501);
    }

    function testFuzz_Every_sale_is_credited_to_the_last_unit(uint96 price, uint16 quantity, uint16 bps) public {
        vm.assume(quantity > 0);
        uint256 parent = mintDeed(publicTerms());
        uint256 id = mintDeed(childTerms(parent, bps % 5001));
        vm.prank(creator);
        registry.setOffer(id, SEAT, address(usd), price % 10_000e6);
        uint256 total = uint256(price % 10_000e6) * quantity;
        mintUsd(alice, total);
        vm.prank(alice);
        market.buyLicence(purchaseWith(id, quantity, total));
        assertEq(ledger.totalOwed(address(usd)), total);
        assertEq(owedUsd(TREASURY), total * FEE_BPS / 10_000);
        assertEq(owedUsd(creator), total - total * FEE_BPS / 10_000);
        assertEq(licence.seatsOf(alice, id), quantity);
    }

    function testFuzz_A_licence_token_names_its_deed_and_scope(uint240 id, uint8 scope) public pure {
        uint256 tokenId = LicenceToken.encode(id, scope);
        assertEq(LicenceToken.deedOf(tokenId), id);
        assertEq(LicenceToken.scopeOf(tokenId), scope);
        assertEq(tokenId, (uint256(id) << 8) | scope);
    }

    function mintUsd(address account, uint256 amount) private {
        for (uint256 left = amount; left > 0;) {
            uint256 part = left > usd.MAX_MINT() ? usd.MAX_MINT() : left;
            usd.mint(account, part);
            left -= part;
        }
    }

    function purchaseWith(uint256 id, uint64 quantity, uint256 total) private view returns (Purchase memory purchase) {
        purchase = purchaseOf(id, alice, quantity);
        purchase.maxPrice = total;
    }
}
