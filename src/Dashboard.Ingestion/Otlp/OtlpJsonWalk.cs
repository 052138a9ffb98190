using System.Text.Json;
using Dashboard.Ingestion.Json;

namespace Dashboard.Ingestion.Otlp;

/// <summary>Goes through objects and arrays of an export request. What is not of the kind that is looked for is passed over.</summary>
internal static class OtlpJsonWalk
{
    public delegate void Element(ref Utf8JsonReader reader);

    public static bool TryRoot(ref Utf8JsonReader reader) => reader.Read() && reader.TokenType == JsonTokenType.StartObject;

    public static bool IsEnd(ref Utf8JsonReader reader) => !reader.Read();

    /// <summary>
    /// Goes through the object the reader stands in the beginning of, and through each element of its array of this name. False when what
    /// has this name is no array.
    /// </summary>
    public static bool Each(ref Utf8JsonReader reader, ReadOnlySpan<byte> name, Element element)
    {
        var isArray = true;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var isIt = reader.ValueTextEquals(name);
            reader.Read();
            if (!isIt || reader.TokenType != JsonTokenType.StartArray)
            {
                isArray &= !isIt || reader.TokenType == JsonTokenType.Null;
                reader.Skip();
                continue;
            }

            while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
            {
                element(ref reader);
            }
        }

        return isArray;
    }

    /// <summary>The name of the object of this name, of an object whose beginning the reader stands on.</summary>
    public static string NameIn(Utf8JsonReader reader, ReadOnlySpan<byte> name, OtlpAttributes attributes)
    {
        var found = "";
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var isIt = reader.ValueTextEquals(name);
            reader.Read();
            found = isIt && reader.TokenType == JsonTokenType.StartObject ? TextIn(reader, "name"u8, attributes) : found;
            reader.Skip();
        }

        return found;
    }

    public static string TextIn(Utf8JsonReader reader, ReadOnlySpan<byte> name, OtlpAttributes attributes)
    {
        var found = "";
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (reader.ValueTextEquals(name))
            {
                found = JsonFields.Text(ref reader) is { IsEmpty: false } text ? attributes.TextOf(null, text) : found;
            }
            else
            {
                reader.Read();
                reader.Skip();
            }
        }

        return found;
    }

    public static bool IsObject(ref Utf8JsonReader reader)
    {
        if (reader.TokenType == JsonTokenType.StartObject)
        {
            return true;
        }

        reader.Skip();
        return false;
    }
}
