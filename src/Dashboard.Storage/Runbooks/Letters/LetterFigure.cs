namespace Dashboard.Storage.Runbooks.Letters;

/// <summary>A figure as the page writes it.</summary>
/// <param name="Label">What it is.</param>
/// <param name="Value">The figure.</param>
/// <param name="Sub">What stands under it; may be empty.</param>
public sealed record LetterFigure(string Label, string Value, string Sub);
