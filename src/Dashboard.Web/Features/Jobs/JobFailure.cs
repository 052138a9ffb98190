namespace Dashboard.Web.Features.Jobs;

/// <summary>Why a job is failing.</summary>
/// <param name="Since">The first failure since it last ended well, in words.</param>
/// <param name="Message">What was thrown last, in one line.</param>
/// <param name="Text">With its stack.</param>
public sealed record JobFailure(string Since, string Message, string Text);
