using System.Globalization;

namespace Dashboard.Cli.Report;

/// <summary>One line on a terminal.</summary>
internal sealed class ProgressBar(TextWriter terminal, long total, Func<long> done)
{
    private const int Width = 30;

    /// <summary>Draws it over itself.</summary>
    public void Draw()
    {
        var share = total == 0 ? 1 : Math.Min(1, (double)done() / total);
        var filled = (int)(share * Width);
        terminal.Write($"\r[{new string('#', filled)}{new string('.', Width - filled)}] {((int)(share * 100)).ToString(CultureInfo.InvariantCulture)}%");
    }

    /// <summary>Takes it away.</summary>
    public void Clear() => terminal.Write("\r" + new string(' ', Width + 8) + "\r");
}
