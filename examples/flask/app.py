from flask import Flask, jsonify
from flask_cors import CORS, cross_origin

app = Flask(__name__)

CORS(app, supports_credentials=True)

api = Flask("api")

CORS(api, origins="https://app.example.com", allow_credentials=True)


@api.route("/orders")
@cross_origin
def orders():
    return jsonify([])


@api.after_request
def add_headers(response):
    response.headers["Access-Control-Allow-Credentials"] = "True"
    response.headers["Access-Control-Allow-Origin"] = "https://app.example.com, https://www.example.com"
    return response
