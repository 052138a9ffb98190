namespace Dashboard.Web.Security;

/// <summary>A key just made: the only moment its text is known.</summary>
public sealed record NewApiKey(int Id, string Key);
