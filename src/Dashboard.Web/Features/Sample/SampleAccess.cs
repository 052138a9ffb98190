using System.Security.Cryptography;
using Dashboard.Web.Security;

namespace Dashboard.Web.Features.Sample;

/// <summary>The link that signs in to the sample. It holds as long as the server runs: the sample has no password and nothing worth one.</summary>
internal sealed class SampleAccess
{
    private readonly string _token = Secret.New();

    /// <summary>The path, such as <c>/sample/sign-in?token=…</c>.</summary>
    public string Path => $"/sample/sign-in?token={_token}";

    /// <summary>Whether it is the token.</summary>
    public bool IsToken(string? token) => token is not null && CryptographicOperations.FixedTimeEquals(Secret.Hash(token), Secret.Hash(_token));
}
