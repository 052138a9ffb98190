namespace Dashboard.Storage.Decisions;

/// <summary>The window of a source: longer silence makes the figures of its seats stale.</summary>
public static class SourceWindow
{
    /// <summary>A year of 366 days.</summary>
    public const int MostHours = 8_784;

    private const int DeliversByItself = 24;

    /// <summary>Hours of a source for which nothing was decided; null for what people bring when there is something.</summary>
    /// <param name="kind">What it is, in one word.</param>
    public static int? DefaultOf(string kind) => kind is "folder" or "push" or "rest" or "otlp" ? DeliversByItself : null;
}
