namespace Dashboard.Ingestion.Json;

/// <summary>Follows what stands between the objects of a document, over pieces: blanks, commas and brackets, and elements that are no objects.</summary>
internal struct BetweenObjects
{
    private bool inText;
    private bool escaped;
    private bool inWord;

    /// <summary>Elements that are no objects and were passed.</summary>
    public long Elements { get; private set; }

    /// <summary>Takes the next byte. False for the brace that opens an object.</summary>
    public bool Pass(byte next)
    {
        if (inText)
        {
            // A text ends with its line at the latest, so that a stray quote costs no more.
            (inText, escaped) = (next != '\n' && (escaped || next != '"'), !escaped && next == '\\');
            return true;
        }

        if (next == '{')
        {
            inWord = false;
            return false;
        }

        if (next == '"')
        {
            (inText, inWord) = (true, false);
            Elements++;
        }
        else if (next is (byte)' ' or (byte)'\t' or (byte)'\r' or (byte)'\n' or (byte)',' or (byte)'[' or (byte)']' or 0xEF or 0xBB or 0xBF)
        {
            inWord = false;
        }
        else if (!inWord)
        {
            inWord = true;
            Elements++;
        }

        return true;
    }
}
