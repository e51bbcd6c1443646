import type { Agency } from './agency.js';
import { branch } from './agencies-branch.js';
import { building } from './agencies-building.js';
import { economy } from './agencies-economy.js';
import { society } from './agencies-society.js';

export const agencies = { ...economy, ...building, ...society, ...branch };
export type AgencyId = keyof typeof agencies;

export const agencyOf = (id: AgencyId): Agency => agencies[id];
