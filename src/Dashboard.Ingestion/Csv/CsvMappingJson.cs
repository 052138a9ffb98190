using System.Text.Json.Serialization;

namespace Dashboard.Ingestion.Csv;

/// <summary>Mappings as JSON, without reflection.</summary>
[JsonSerializable(typeof(CsvMapping))]
internal sealed partial class CsvMappingJson : JsonSerializerContext;
