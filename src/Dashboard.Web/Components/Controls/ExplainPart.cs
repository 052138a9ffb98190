namespace Dashboard.Web.Components.Controls;

/// <summary>A group of rows behind a figure, such as "Entries". <paramref name="Note"/> says what is not shown.</summary>
public sealed record ExplainPart(string Title, IReadOnlyList<ExplainRow> Rows, string? Note = null);
