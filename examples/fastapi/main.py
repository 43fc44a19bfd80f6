import os

from fastapi import FastAPI
from fastapi.middleware.cors import CORSMiddleware

app = FastAPI()

app.add_middleware(
    CORSMiddleware,
    allow_origins=["*"],
    allow_credentials=True,
    allow_methods=["*"],
    allow_headers=["*"],
)

admin = FastAPI()

ADMIN_ORIGINS = [
    "https://admin.example.com/",
    "http://localhost:3000",
]

admin.add_middleware(
    CORSMiddleware,
    allow_origins=ADMIN_ORIGINS,
    allow_credentials=True,
)

partners = FastAPI()

partners.add_middleware(
    CORSMiddleware,
    allow_origins=os.getenv("PARTNER_ORIGINS", "*").split(","),
    allow_credentials=True,
)

app.mount("/admin", admin)
app.mount("/partners", partners)


@app.get("/me")
def me() -> dict[str, str]:
    return {"name": "Ada"}
