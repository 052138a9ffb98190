namespace Dashboard.Ingestion.Csv;

/// <summary>One line of a list of claims.</summary>
/// <param name="Line">Its line, from 1.</param>
/// <param name="Email">E-mail in lower case.</param>
/// <param name="ClaimedOn">The day of the claim; null: the list says none.</param>
public sealed record ClaimLine(int Line, string Email, DateOnly? ClaimedOn);
