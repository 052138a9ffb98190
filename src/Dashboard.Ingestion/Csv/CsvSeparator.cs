namespace Dashboard.Ingestion.Csv;

/// <summary>What stands between the cells of a file, by its first line.</summary>
internal static class CsvSeparator
{
    /// <summary>Whether a line end stands outside quotes after something else.</summary>
    public static bool HasLine(ReadOnlySpan<byte> text)
    {
        var (isQuoted, isAny) = (false, false);
        foreach (var b in text)
        {
            isQuoted ^= b == '"';
            isAny |= b > ' ';
            if (b == '\n' && isAny && !isQuoted)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>The one that stands most often outside quotes in the first line that holds anything.</summary>
    public static byte Of(ReadOnlySpan<byte> text)
    {
        var (tabs, semicolons, commas, isQuoted, isAny) = (0, 0, 0, false, false);
        foreach (var b in text)
        {
            if (b == '\n' && isAny && !isQuoted)
            {
                break;
            }

            isQuoted ^= b == '"';
            isAny |= b > ' ';
            tabs += !isQuoted && b == '\t' ? 1 : 0;
            semicolons += !isQuoted && b == ';' ? 1 : 0;
            commas += !isQuoted && b == ',' ? 1 : 0;
        }

        return tabs > 0 && tabs >= semicolons && tabs >= commas ? (byte)'\t' : semicolons > 0 && semicolons >= commas ? (byte)';' : (byte)',';
    }
}
