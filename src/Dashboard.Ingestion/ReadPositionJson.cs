using System.Text.Json.Serialization;

namespace Dashboard.Ingestion;

[JsonSerializable(typeof(ReadPosition))]
internal sealed partial class ReadPositionJson : JsonSerializerContext;
