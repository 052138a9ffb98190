using System.Text.Json;
using System.Text.Json.Serialization;
using Dashboard.Credits.Money;

namespace Dashboard.Storage.Books;

/// <summary>Money as an integer of nanodollars, in stored JSON only.</summary>
internal sealed class NanodollarsConverter : JsonConverter<Nanodollars>
{
    public override Nanodollars Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => new(reader.GetInt64());

    public override void Write(Utf8JsonWriter writer, Nanodollars value, JsonSerializerOptions options) => writer.WriteNumberValue(value.Value);
}
