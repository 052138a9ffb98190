using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using Dashboard.Credits.Money;
using Dashboard.Credits.Rating;
using Dashboard.Credits.Runbook;

namespace Dashboard.Storage.Decisions;

/// <summary>Decisions as stored JSON. What is null is written as null: for an allowance it means not eligible, for a modifier that the row does not know it, and neither is the default.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    IgnoreReadOnlyProperties = true,
    Converters = [typeof(NanodollarsConverter), typeof(RatioConverter), typeof(StageConverter)])]
[JsonSerializable(typeof(DecisionBody))]
internal sealed partial class DecisionJson : JsonSerializerContext
{
    private const string Discriminator = "decision";

    /// <summary>
    /// The text that the serializer makes of the base type, from the type of this one kind: through the base it would first learn all
    /// kinds, which costs a short command more than its own work.
    /// </summary>
    public static string Write(DecisionBody body)
    {
        var own = JsonSerializer.Serialize(body, body.GetType(), Default);
        return $"{{\"{Discriminator}\":\"{DecisionKinds.Of(body)}\"{(own == "{}" ? "" : ",")}{own.AsSpan(1)}";
    }

    public static DecisionBody Read(string payload) =>
        (DecisionBody?)JsonSerializer.Deserialize(payload, DecisionKinds.TypeOf(KindOf(payload)), Default) ?? throw new JsonException("A decision without a body.");

    /// <summary>The kind is the first property of every stored decision.</summary>
    private static string KindOf(string payload)
    {
        var reader = new Utf8JsonReader(Encoding.UTF8.GetBytes(payload));
        return reader.Read() && reader.TokenType == JsonTokenType.StartObject && reader.Read() && reader.TokenType == JsonTokenType.PropertyName
            && reader.ValueTextEquals(Discriminator) && reader.Read() && reader.TokenType == JsonTokenType.String
            ? reader.GetString()!
            : throw new JsonException("A decision without its kind.");
    }

    /// <summary>Money as an integer of nanodollars.</summary>
    private sealed class NanodollarsConverter : JsonConverter<Nanodollars>
    {
        public override Nanodollars Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => new(reader.GetInt64());

        public override void Write(Utf8JsonWriter writer, Nanodollars value, JsonSerializerOptions options) => writer.WriteNumberValue(value.Value);
    }

    /// <summary>A stage as <c>[1,80]</c>: its kind and threshold.</summary>
    private sealed class StageConverter : JsonConverter<Stage>
    {
        public override Stage Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
        {
            reader.Read();
            var kind = (StageKind)reader.GetInt32();
            reader.Read();
            var threshold = reader.GetInt32();
            reader.Read();
            return Credits.Runbook.Stage.Of(kind, threshold);
        }

        public override void Write(Utf8JsonWriter writer, Stage value, JsonSerializerOptions options)
        {
            writer.WriteStartArray();
            writer.WriteNumberValue((int)value.Kind);
            writer.WriteNumberValue(value.Threshold);
            writer.WriteEndArray();
        }
    }

    /// <summary>A factor as <c>[11,10]</c>.</summary>
    private sealed class RatioConverter : JsonConverter<Ratio>
    {
        public override Ratio Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
        {
            reader.Read();
            var numerator = reader.GetInt32();
            reader.Read();
            var denominator = reader.GetInt32();
            reader.Read();
            return new Ratio(numerator, denominator);
        }

        public override void Write(Utf8JsonWriter writer, Ratio value, JsonSerializerOptions options)
        {
            writer.WriteStartArray();
            writer.WriteNumberValue(value.Numerator);
            writer.WriteNumberValue(value.Denominator);
            writer.WriteEndArray();
        }
    }
}
