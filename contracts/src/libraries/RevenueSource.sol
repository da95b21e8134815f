// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

/// @title Why an account was credited
/// @notice Values of `source` in {IRevenueLedger-Credited}.
library RevenueSource {
    /// @dev Rest of a first sale of a licence, to the owner of the deed.
    bytes32 internal constant LICENCE = keccak256("licence");
    /// @dev Part of a component that the sold one was made from, to the owner of that one's deed.
    bytes32 internal constant PARENT = keccak256("parent");
    /// @dev Fee of the protocol.
    bytes32 internal constant PROTOCOL = keccak256("protocol");
    /// @dev Rest of the sale of a deed, to its seller.
    bytes32 internal constant DEED = keccak256("deed");
    /// @dev Rest of the resale of a licence, to its seller.
    bytes32 internal constant RESALE = keccak256("resale");
    /// @dev Royalty of a resale (ERC-2981).
    bytes32 internal constant ROYALTY = keccak256("royalty");
    /// @dev Bond of a dispute that the buyer lost, to the seller.
    bytes32 internal constant BOND = keccak256("bond");
    /// @dev Refund that could not be sent to the buyer directly.
    bytes32 internal constant REFUND = keccak256("refund");
}
