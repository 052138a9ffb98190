using System.Text.Json;
using Dashboard.Ingestion.Json;

namespace Dashboard.Ingestion.Transcripts;

/// <summary>A <c>message</c> object of an assistant line.</summary>
internal ref struct MessageFields
{
    /// <summary>The usage of the message.</summary>
    public UsageFields Usage;

    public ReadOnlySpan<byte> Id { get; private set; }

    public ReadOnlySpan<byte> Model { get; private set; }

    /// <summary>Reads the value of a property whose name the reader stands on.</summary>
    /// <param name="rest">What the reader reads; moves with it.</param>
    /// <param name="reader">On the name; afterwards on the end of the value.</param>
    public void Read(ref ReadOnlySpan<byte> rest, scoped ref Utf8JsonReader reader)
    {
        reader.Read();
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            reader.Skip();
            return;
        }

        var (before, previous) = (reader.CurrentState, reader.TokenType);
        for (; reader.Read() && reader.TokenType == JsonTokenType.PropertyName; (before, previous) = (reader.CurrentState, reader.TokenType))
        {
            var name = JsonFields.Name(ref reader);
            switch (name.Length)
            {
                case 2 when name.SequenceEqual("id"u8):
                    Id = JsonFields.Text(ref reader);
                    break;
                case 5 when name.SequenceEqual("model"u8):
                    Model = JsonFields.Text(ref reader);
                    break;
                case 5 when name.SequenceEqual("usage"u8):
                    Usage.Read(ref reader);
                    break;
                case 7 when name.SequenceEqual("content"u8):
                    RawSkip.Value(ref rest, ref reader, in before, previous);
                    break;
                default:
                    reader.Skip();
                    break;
            }
        }
    }
}
