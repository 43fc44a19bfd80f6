import cors, { type CorsOptions } from 'cors';
import express from 'express';

/** A set-up that is right: exact origins, compared by the library. */
const options: CorsOptions = {
  origin: ['https://app.example.com', 'http://localhost:5173'],
  credentials: true,
  methods: ['GET', 'POST', 'PATCH'],
};

export const app = express();

app.use(cors(options));
