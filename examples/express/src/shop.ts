import cors from 'cors';
import express from 'express';
import { shopOrigins } from './config/origins.js';

export const app = express();

app.use(cors({ origin: shopOrigins, credentials: true }));
