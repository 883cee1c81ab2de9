#!/usr/bin/env -S node --max-semi-space-size=32
// The command line from a checkout: brings a fresh machine up to it (install, build), then runs it.
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { install, requireNode, root } from './run.mjs';

requireNode();
install();
const { build } = await import('./build.mjs');
await build();
process.setSourceMapsEnabled(true);
await import(pathToFileURL(path.join(root, 'dist', 'server', 'yiping.mjs')).href);
