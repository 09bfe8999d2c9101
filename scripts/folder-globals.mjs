// A lint rule: each file uses the globals that its row of folders.mjs names, and no others.
import path from 'node:path';
import { rowOf } from './folders.mjs';

/** What depends on its arguments alone. */
const language = new Set(
  `Array ArrayBuffer BigInt BigInt64Array BigUint64Array Boolean DataView Error EvalError Float32Array
  Float64Array Infinity Int16Array Int32Array Int8Array JSON Map Math NaN Number Object Promise Proxy
  RangeError ReferenceError Reflect RegExp Set String Symbol SyntaxError TypeError URIError Uint16Array
  Uint32Array Uint8Array Uint8ClampedArray WeakMap WeakSet decodeURI decodeURIComponent encodeURI
  encodeURIComponent isFinite isNaN parseFloat parseInt undefined`.split(/\s+/),
);

/** Of `node:crypto`, what its arguments determine; the rest of it draws lots. */
const determined =
  'createCipheriv createDecipheriv createHash createHmac hash timingSafeEqual'.split(' ');
const ofCrypto = '[source.value=/^(node:)?crypto$/]';

/** What the use of a global name amounts to. */
function usedAs(identifier) {
  const { name, parent } = identifier;
  const member =
    parent.type === 'MemberExpression' && parent.object === identifier && !parent.computed
      ? parent.property.name
      : null;
  if (name === 'Math') return member === null || member === 'random' ? 'Math.random' : 'Math';
  if (name !== 'Date') return name;
  const ofValues =
    member === 'UTC' ||
    member === 'parse' ||
    (parent.type === 'NewExpression' &&
      parent.callee === identifier &&
      parent.arguments.length > 0) ||
    (parent.type === 'BinaryExpression' && parent.operator === 'instanceof');
  return ofValues ? 'Date' : 'Date.now';
}

/** @type {import('eslint').Rule.RuleModule} */
export const folderGlobals = {
  meta: {
    type: 'problem',
    docs: { description: 'a file uses the globals that its folder may, as folders.mjs says' },
    messages: {
      unknown: 'no row of scripts/folders.mjs stands for {{file}}',
      global: '{{row}} may not use {{used}} (see scripts/folders.mjs)',
    },
    schema: [],
  },
  create(context) {
    const file = path.relative(context.cwd, context.filename).split(path.sep).join('/');
    const allowed = rowOf(file);
    if (allowed === undefined) {
      return { Program: (node) => context.report({ node, messageId: 'unknown', data: { file } }) };
    }
    const { row } = allowed;
    if (allowed.globals === null) return {};
    const check = (node, used) => {
      if (language.has(used) || allowed.globals.includes(used)) return;
      context.report({ node, messageId: 'global', data: { row, used } });
    };
    return {
      'Program:exit'(program) {
        const scope = context.sourceCode.getScope(program);
        // Without a definition, or with one that only tells its type: `declare const fetch`.
        const globals = [scope, ...scope.childScopes]
          .flatMap(({ variables }) => variables)
          .filter(({ defs }) => defs.every(({ parent }) => parent?.declare));
        const references = [...globals.flatMap((one) => one.references), ...scope.through];
        for (const { identifier, isValueReference } of references) {
          if (isValueReference) check(identifier, usedAs(identifier));
        }
      },
      [`:matches(ImportDeclaration, ExportNamedDeclaration)${ofCrypto}`](node) {
        const isType = (one) => (one.importKind ?? one.exportKind) === 'type';
        for (const specifier of isType(node) ? [] : node.specifiers) {
          const { name } = specifier.imported ?? specifier.local;
          if (!isType(specifier) && !determined.includes(name)) check(specifier, 'Math.random');
        }
      },
      [`:matches(ExportAllDeclaration, ImportExpression)${ofCrypto}`](node) {
        check(node, 'Math.random');
      },
      // luxon reads the clock as well.
      'CallExpression[arguments.length=0][callee.object.name="DateTime"][callee.property.name=/^(local|now|utc)$/]'(
        node,
      ) {
        check(node, 'Date.now');
      },
    };
  },
};
