using System.Text.Json;
using System.Text.Json.Serialization;
using Dashboard.Storage.Books;

namespace Dashboard.Storage.Runbooks.Letters;

/// <summary>Letters as stored JSON: money in integers of nanodollars.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull, Converters = [typeof(NanodollarsConverter)])]
[JsonSerializable(typeof(Letter))]
public sealed partial class LetterJson : JsonSerializerContext
{
    public static string Write(Letter letter) => JsonSerializer.Serialize(letter, Default.Letter);

    /// <exception cref="JsonException">It is no letter.</exception>
    public static Letter Read(string payload) => JsonSerializer.Deserialize(payload, Default.Letter) ?? throw new JsonException("A letter without a body.");
}
