// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {ComponentLicence} from "../../../src/ComponentLicence.sol";
import {ComponentMarket} from "../../../src/ComponentMarket.sol";
import {ComponentRegistry} from "../../../src/ComponentRegistry.sol";
import {RevenueLedger} from "../../../src/RevenueLedger.sol";
import {PurchaseState} from "../../../src/types/MarketTypes.sol";
import {DecimalsToken} from "../../mocks/DecimalsToken.sol";
import {Test} from "forge-std/Test.sol";

/// @notice What the handlers share: the product, five people, two tokens, and the sums that they keep beside it.
abstract contract Ghosts is Test {
    struct Product {
        ComponentRegistry registry;
        ComponentLicence licence;
        ComponentMarket market;
        RevenueLedger ledger;
        address arbiter;
        address treasury;
    }

    bytes32 internal constant KEY = keccak256("key");
    bytes32 internal constant SALT = keccak256("salt");
    uint256 internal constant MOST_DEEDS = 24;

    ComponentRegistry public registry;
    ComponentLicence public licence;
    ComponentMarket public market;
    RevenueLedger public ledger;
    address internal arbiter;
    address internal treasury;

    address[] public people;
    mapping(address => uint256) internal keyOf;
    DecimalsToken[] public assets;
    address internal issuer;
    uint256 internal issuerKey;

    /// @dev Money per asset: what buyers, bidders and payers put in; what is held; what was sent back; what was claimed.
    mapping(address asset => uint256) public paidIn;
    mapping(address asset => uint256) public heldNow;
    mapping(address asset => uint256) public sentBack;
    mapping(address asset => uint256) public claimed;
    /// @dev Licences: units paid for and not refunded or run out, per token; held ones, per holder and token.
    mapping(uint256 tokenId => uint256) public units;
    mapping(uint256 tokenId => mapping(address => uint256)) public heldUnits;
    mapping(bytes32 versionKey => bytes32) public versionHash;
    mapping(uint256 purchaseId => PurchaseState) public stateOf;
    uint256[] public tokenIds;
    uint256[] internal openPurchases;
    uint256[] internal listings;
    uint256 internal nonce;

    /// @dev How often each kind of action did something, so that a run that tested nothing is seen.
    mapping(bytes32 action => uint256) public done;

    constructor(Product memory product) {
        registry = product.registry;
        licence = product.licence;
        market = product.market;
        ledger = product.ledger;
        arbiter = product.arbiter;
        treasury = product.treasury;
        (issuer, issuerKey) = makeAddrAndKey("issuer");
        string[4] memory names = ["ada", "ben", "cleo", "dan"];
        for (uint256 i; i < names.length; ++i) {
            (address person, uint256 key) = makeAddrAndKey(names[i]);
            people.push(person);
            keyOf[person] = key;
        }
        assets.push(new DecimalsToken(6));
        assets.push(new DecimalsToken(18));
    }

    function peopleCount() external view returns (uint256) {
        return people.length;
    }

    function tokenCount() external view returns (uint256) {
        return tokenIds.length;
    }

    function personOf(uint256 seed) internal view returns (address) {
        return people[seed % people.length];
    }

    function assetOf(uint256 seed) internal view returns (DecimalsToken) {
        return assets[seed % assets.length];
    }

    /// @dev Gives `payer` the money and the approval of `spender`, and notes it as paid in.
    function pay(DecimalsToken asset, address payer, address spender, uint256 amount) internal {
        asset.transfer(payer, amount);
        vm.prank(payer);
        asset.approve(spender, amount);
        paidIn[address(asset)] += amount;
    }

    /// @dev Undoes {pay} when the action was refused.
    function takeBack(DecimalsToken asset, address payer, uint256 amount) internal {
        vm.prank(payer);
        asset.transfer(address(this), amount);
        paidIn[address(asset)] -= amount;
    }

    function sign(uint256 key, bytes32 digest) internal pure returns (bytes memory) {
        (uint8 v, bytes32 r, bytes32 s) = vm.sign(key, digest);
        return abi.encodePacked(r, s, v);
    }

    function owedInAll(address account) internal view returns (uint256 sum) {
        for (uint256 i; i < assets.length; ++i) {
            sum += ledger.owed(account, address(assets[i]));
        }
    }

    function versionKey(uint256 id, uint32 number) public pure returns (bytes32) {
        return keccak256(abi.encode(id, number));
    }

    /// @dev Takes the entry out of the list; the order changes.
    function remove(uint256[] storage list, uint256 index) internal {
        list[index] = list[list.length - 1];
        list.pop();
    }
}
