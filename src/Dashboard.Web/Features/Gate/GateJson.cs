using System.Text.Json;
using System.Text.Json.Serialization;

namespace Dashboard.Web.Features.Gate;

/// <summary>Writes answers of the gate without reflection: they are asked for often.</summary>
[JsonSourceGenerationOptions(JsonSerializerDefaults.Web)]
[JsonSerializable(typeof(GateBody))]
[JsonSerializable(typeof(ReservationBody))]
internal sealed partial class GateJson : JsonSerializerContext;
