namespace Dashboard.Web.Features.Runbook;

/// <summary>A message of a dry run.</summary>
public sealed record DryRunMail(string At, string How, string Recipient, string Says);
