/** A function URL with CORS of its own, and functions behind it, for tests with several files. */
export const STACK = `import * as path from 'node:path';
import { Stack } from 'aws-cdk-lib';
import { Code, Function, Runtime } from 'aws-cdk-lib/aws-lambda';

export class ReportStack extends Stack {
  build() {
    const report = new Function(this, 'Report', {
      runtime: Runtime.NODEJS_22_X,
      code: Code.fromAsset(path.join(__dirname, 'report')),
      handler: 'index.handler',
    });
    report.addFunctionUrl({ cors: { allowedOrigins: ['https://app.example.com'] } });
  }
}
`;

export const WRITES = `export const handler = async () => ({
  statusCode: 200,
  headers: { 'Access-Control-Allow-Origin': 'https://app.example.com' },
});
`;

export const QUIET = `export const handler = async () => ({ statusCode: 200 });
`;

/** An HTTP API in the place of the function URL: the finding stands in the file of the function. */
export const HTTP_STACK = `import * as path from 'node:path';
import { Stack } from 'aws-cdk-lib';
import { HttpApi } from 'aws-cdk-lib/aws-apigatewayv2';
import { HttpLambdaIntegration } from 'aws-cdk-lib/aws-apigatewayv2-integrations';
import { NodejsFunction } from 'aws-cdk-lib/aws-lambda-nodejs';

export class ReportStack extends Stack {
  build() {
    const report = new NodejsFunction(this, 'Report', { entry: path.join(__dirname, 'report/index.ts') });
    new HttpApi(this, 'Api', {
      corsPreflight: { allowOrigins: ['https://www.example.com'] },
      defaultIntegration: new HttpLambdaIntegration('Report', report),
    });
  }
}
`;
