import axios from 'axios';

export const client = axios.create({
  baseURL: 'https://api.example.com',
  headers: {
    'Access-Control-Allow-Origin': '*',
    'Content-Type': 'application/json',
  },
});

export async function loadProfile(): Promise<unknown> {
  const response = await fetch('https://api.example.com/me', {
    credentials: 'include',
    headers: { 'Access-Control-Allow-Credentials': 'true' },
  });
  return response.json();
}
