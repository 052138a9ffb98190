// Sends one request event and one counter through each exporter of the OpenTelemetry SDK.
//   node exporters.mjs HTTP_ADDRESS GRPC_ADDRESS API_KEY SEAT
import { OTLPLogExporter as GrpcLogs } from '@opentelemetry/exporter-logs-otlp-grpc';
import { OTLPLogExporter as JsonLogs } from '@opentelemetry/exporter-logs-otlp-http';
import { OTLPLogExporter as ProtoLogs } from '@opentelemetry/exporter-logs-otlp-proto';
import { OTLPMetricExporter as GrpcMetrics } from '@opentelemetry/exporter-metrics-otlp-grpc';
import { OTLPMetricExporter as JsonMetrics } from '@opentelemetry/exporter-metrics-otlp-http';
import { OTLPMetricExporter as ProtoMetrics } from '@opentelemetry/exporter-metrics-otlp-proto';
import { resourceFromAttributes } from '@opentelemetry/resources';
import { LoggerProvider, SimpleLogRecordProcessor } from '@opentelemetry/sdk-logs';
import { MeterProvider, PeriodicExportingMetricReader } from '@opentelemetry/sdk-metrics';

const [http, grpc, key, seat] = process.argv.slice(2);
const metadataOf = async () => {
  const { Metadata } = await import('@grpc/grpc-js');
  const metadata = new Metadata();
  metadata.set('authorization', `Bearer ${key}`);
  return metadata;
};
const metadata = await metadataOf();
const headers = { Authorization: `Bearer ${key}` };
const packed = { compression: 'gzip' };
const exporters = {
  json: [new JsonLogs({ url: `${http}/v1/logs`, headers }), new JsonMetrics({ url: `${http}/v1/metrics`, headers })],
  protobuf: [new ProtoLogs({ url: `${http}/v1/logs`, headers, ...packed }), new ProtoMetrics({ url: `${http}/v1/metrics`, headers, ...packed })],
  grpc: [new GrpcLogs({ url: grpc, metadata }), new GrpcMetrics({ url: grpc, metadata, ...packed })],
};
for (const [name, [logs, metrics]] of Object.entries(exporters)) {
  const resource = resourceFromAttributes({ 'service.name': 'claude-code', 'enduser.id': seat, 'team.id': 'platform', exporter: name });
  const logging = new LoggerProvider({ resource, processors: [new SimpleLogRecordProcessor({ exporter: logs })] });
  logging.getLogger('com.anthropic.claude_code.events').emit({
    body: 'claude_code.api_request',
    attributes: { 'event.name': 'api_request', 'session.id': `s-${name}`, model: 'claude-opus-4-8', input_tokens: 1000, output_tokens: 100, cost_usd: 0.0075, cost_usd_micros: 7500, request_id: `req_sdk_${name}`, 'app.entrypoint': 'sdk-cli' },
  });
  await logging.forceFlush();
  await logging.shutdown();

  const metering = new MeterProvider({ resource, readers: [new PeriodicExportingMetricReader({ exporter: metrics, exportIntervalMillis: 3_600_000 })] });
  const counter = metering.getMeter('com.anthropic.claude_code').createCounter('claude_code.cost.usage');
  counter.add(0.005, { model: 'claude-opus-4-8', 'session.id': `s-${name}` });
  await metering.forceFlush();
  counter.add(0.0025, { model: 'claude-opus-4-8', 'session.id': `s-${name}` });
  await metering.forceFlush();
  await metering.shutdown();
}
