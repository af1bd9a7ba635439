import { readFileSync } from 'node:fs';
import { nearest } from '@sightline/protocol';
import type { PolicyFile, WrittenPattern } from './policy.js';

/** A mistake of whoever wrote the command line, the policy or the steps; its message is all they see. */
export class UsageError extends Error {}

const TYPES = ['custom_input', 'all_input', 'all'];
const NAMES = ['card', 'iban', 'ssn', 'email', 'phone'];
const ACCOUNT = ['maskCssSelectors', 'maskHTMLAttributes', 'keepQuery'];
const RULES = [
  'maskType',
  'maskCssSelectors',
  'maskHTMLAttributes',
  'unmaskCssSelectors',
  'maskPatterns',
  'deepCapture',
  'piiMask',
  'account',
];

function noRule(name: string, place: string, known: readonly string[]): string {
  const meant = nearest(name, known);
  return `${place} is no rule${meant === undefined ? '' : `; did you mean ${meant}?`}; known are ${known.join(', ')}`;
}

/** Reads and checks a policy file; throws `UsageError` with the place of the first mistake. */
export function readPolicyFile(file: string): PolicyFile {
  let json: unknown;
  try {
    json = JSON.parse(readFileSync(file, 'utf8'));
  } catch (error) {
    throw new UsageError(`${file}: ${error instanceof SyntaxError ? `is no JSON (${error.message})` : 'cannot be read'}`);
  }
  return readPolicy(json, file);
}

/** `{"piiMask": {…}, "account": {…}}`, or the rules of `piiMask` and `account` side by side. */
export function readPolicy(json: unknown, from: string): PolicyFile {
  const given = table(json, from);
  const { piiMask, ...beside } = given;
  const rules = piiMask === undefined ? beside : { ...beside, ...table(piiMask, `${from}: piiMask`) };
  const out: PolicyFile = {};
  for (const [name, value] of Object.entries(rules)) {
    const place = `${from}: ${name}`;
    switch (name) {
      case 'maskType':
        if (!TYPES.includes(value as string)) throw new UsageError(`${place} must be one of ${TYPES.join(', ')}`);
        out.maskType = value as string;
        break;
      case 'maskCssSelectors':
      case 'maskHTMLAttributes':
      case 'unmaskCssSelectors':
        out[name] = text(value, place);
        break;
      case 'maskPatterns':
        if (!Array.isArray(value)) throw new UsageError(`${place} must be a list`);
        out.maskPatterns = value.map((one, at) => pattern(one, `${place}[${at}]`));
        break;
      case 'deepCapture':
        if (typeof value !== 'boolean') throw new UsageError(`${place} must be true or false`);
        out.deepCapture = value;
        break;
      case 'account':
        out.account = account(value, place);
        break;
      default:
        throw new UsageError(noRule(name, place, RULES));
    }
  }
  return out;
}

function account(value: unknown, place: string): NonNullable<PolicyFile['account']> {
  const given = table(value, place);
  for (const name of Object.keys(given)) if (!ACCOUNT.includes(name)) throw new UsageError(noRule(name, `${place}.${name}`, ACCOUNT));
  const { maskCssSelectors, maskHTMLAttributes, keepQuery } = given;
  if (keepQuery !== undefined && !(Array.isArray(keepQuery) && keepQuery.every((one) => typeof one === 'string')))
    throw new UsageError(`${place}.keepQuery must be a list of names`);
  return {
    ...(maskCssSelectors !== undefined && { maskCssSelectors: text(maskCssSelectors, `${place}.maskCssSelectors`) }),
    ...(maskHTMLAttributes !== undefined && { maskHTMLAttributes: text(maskHTMLAttributes, `${place}.maskHTMLAttributes`) }),
    ...(keepQuery !== undefined && { keepQuery: keepQuery as string[] }),
  };
}

function pattern(value: unknown, place: string): string | WrittenPattern {
  if (typeof value === 'string' && NAMES.includes(value)) return value;
  const written = typeof value === 'string' ? readRegExp(value) : undefined;
  if (!written) throw new UsageError(`${place} must be one of ${NAMES.join(', ')}, or a regular expression written as "/…/flags"`);
  return { source: written.source, flags: written.flags };
}

/** `/source/flags` as a RegExp; undefined for what is none. */
export function readRegExp(written: string): RegExp | undefined {
  const parts = /^\/(.+)\/([a-z]*)$/s.exec(written);
  if (!parts) return undefined;
  try {
    return new RegExp(parts[1] ?? '', parts[2]);
  } catch {
    return undefined;
  }
}

function table(value: unknown, place: string): Record<string, unknown> {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw new UsageError(`${place} must be an object`);
  return value as Record<string, unknown>;
}

function text(value: unknown, place: string): string {
  if (typeof value !== 'string') throw new UsageError(`${place} must be a text`);
  return value;
}
