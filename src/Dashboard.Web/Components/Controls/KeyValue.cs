namespace Dashboard.Web.Components.Controls;

/// <summary>A name and its finished value. <paramref name="Exact"/> is the title; <paramref name="IsSum"/> makes it heavier.</summary>
public sealed record KeyValue(string Name, string Value, string? Exact = null, bool IsSum = false);
