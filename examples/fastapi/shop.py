from fastapi import FastAPI
from fastapi.middleware.cors import CORSMiddleware

from settings import SHOP_ORIGINS

app = FastAPI()

app.add_middleware(
    CORSMiddleware,
    allow_origins=SHOP_ORIGINS,
    allow_credentials=True,
)
