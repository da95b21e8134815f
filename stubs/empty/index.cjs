// Nothing: it stands in for packages that the product does not use (see `overrides` in package.json).
module.exports = {};
