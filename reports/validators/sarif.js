// The SARIF 2.1.0 schema, as Microsoft's SDK ships it, on a file: node sarif.js FILE
const fs = require('node:fs');
const path = require('node:path');
const Ajv = require('ajv-draft-04');
const addFormats = require('ajv-formats');

const sdk = path.dirname(require.resolve('@microsoft/jest-sarif/package.json'));
const schema = JSON.parse(fs.readFileSync(path.join(sdk, 'lib/schemas/sarif-2.1.0-rtm.5.json')));
const ajv = new Ajv({allErrors: true, strict: false, unicodeRegExp: false});
addFormats(ajv);
const validate = ajv.compile(schema);
const valid = validate(JSON.parse(fs.readFileSync(process.argv[2], 'utf8')));
const errors = (validate.errors ?? []).map((e) => `${e.instancePath} ${e.message}`);
console.log(JSON.stringify({valid, errors}));
