using Dashboard.Storage.Rows;
using Dashboard.Web.Security;
using Microsoft.AspNetCore.Hosting.Server;

namespace Dashboard.Web.Features.Sample;

/// <summary>Prints how to get into the sample, to the console and not to the log.</summary>
internal sealed class SampleNotice(SampleAccess access, ApiKeys keys, IServer server) : IHostedLifecycleService
{
    private const string KeyName = "Sample";

    public async Task StartedAsync(CancellationToken cancellationToken)
    {
        foreach (var old in (await keys.ListAsync(Caller.Product, cancellationToken)).Where(k => k.Name == KeyName && k.RevokedAtMs is null))
        {
            await keys.RevokeAsync(old.Id, Caller.Product, cancellationToken);
        }

        var key = await keys.CreateAsync(new ApiKeyRequest(KeyName, ApiKeyScopes.Admin), Caller.Product, cancellationToken);
        Console.WriteLine($"Sign in: {ServerAddress.Of(server)}{access.Path}");
        Console.WriteLine($"API key: {key.Key}");
    }

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
