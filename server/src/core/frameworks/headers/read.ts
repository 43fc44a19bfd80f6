import type { Policy } from '../../policy/policy.ts';
import type { Module } from '../../syntax/module.ts';
import type { Reading, Unit } from '../framework.ts';
import { findWrites, type HeaderWrite } from '../shared/header-writes/find.ts';
import { groupOf } from '../shared/header-writes/group.ts';
import { sideOf } from '../shared/header-writes/side.ts';
import { isTestFile } from '../shared/header-writes/tests.ts';
import { lowerGroup } from './lower.ts';
import { tablesOf, varyAround } from './tables.ts';

const MAX_GROUPS = 200;

export function read(unit: Unit): Reading {
  const { evaluator } = unit;
  const { module } = evaluator;
  if (isTestFile(module.uri)) return { policies: [], misuses: [] };
  const groups = new Map<string, HeaderWrite[]>();
  for (const write of findWrites(module)) {
    if (sideOf(module, write).kind !== 'response' || isNoValue(write) || isMapping(module, write)) continue;
    const key = groupOf(module, write);
    const group = groups.get(key);
    if (group) group.push(write);
    else groups.set(key, [write]);
  }
  const policies: Policy[] = [];
  for (const group of [...groups.values()].slice(0, MAX_GROUPS)) {
    const writes = [...group, ...varyAround(module, group)];
    policies.push(...lowerGroup(evaluator, { writes, tables: tablesOf(module, writes) }));
  }
  return { policies, misuses: [] };
}

/** A schema of a header (`{ type: 'string' }`), a parameter mapping (`true`), a function: not what is sent. */
function isNoValue({ value, name }: HeaderWrite): boolean {
  if (value.kind === 'record' || value.kind === 'function' || value.kind === 'regex') return true;
  return value.kind === 'boolean' && !/credentials|private-network/i.test(name);
}

/**
 * An expression of API Gateway, which is not sent as it is written: `"'*'"` stands for `*`, `'method.request.header.Origin'`
 * for what the request says.
 */
function isMapping({ text }: Module, { value }: HeaderWrite): boolean {
  if (value.kind !== 'text') return false;
  return (
    /^(?:'[^']*'|(?:method\.request|integration\.response|context|stageVariables)\.[\w.-]+)$/.test(
      value.value,
    ) && /GatewayResponse|gateway_response|[iI]ntegration_?[rR]esponses/.test(text)
  );
}
