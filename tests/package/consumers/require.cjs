const naqi = require('naqi');
const { check } = require('./check.mjs');

console.log(JSON.stringify(check(naqi)));
