import cors from 'cors';
import express from 'express';

const app = express();

app.use(cors({ origin: '*', credentials: true }));

app.use('/reports', cors({ allowedOrigins: ['https://app.example.com'] }));

app.use('/partners', cors({ origin: process.env.PARTNER_ORIGIN || '*' }));

app.get('/widget', (req, res) => {
  res.setHeader('Access-Control-Allow-Origin', req.headers.origin ?? '*');
  res.setHeader('Access-Control-Allow-Credentials', 'true');
  res.json({ widget: true });
});

app.listen(8080);
