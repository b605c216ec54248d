using Ringback.EndToEnd.Tests.Clients;

namespace Ringback.EndToEnd.Tests.Serving;

/// <summary>
/// Every client gets every file of a conversion to SCCP, of a phone whose loader may know the older signing key only:
/// the loader that knows both comes first.
/// </summary>
public sealed class SccpConversionTests(SccpConversionTests.Bench bench) : IClassFixture<SccpConversionTests.Bench>
{
    [Theory]
    [MemberData(nameof(TftpClient.Names), MemberType = typeof(TftpClient))]
    public Task Client_gets_every_file_of_a_conversion_to_sccp(string client) =>
        bench.Story.TellAsync(TftpClient.Called(client));

    /// <summary>One workbench for all clients, as on a real bench.</summary>
    public sealed class Bench : IAsyncLifetime
    {
        public ConversionStory Story { get; } = new("sccp", PracticeLoads.Sip, isBridge: true);

        public async ValueTask InitializeAsync() => await Story.OpenAsync();

        public ValueTask DisposeAsync() => Story.DisposeAsync();
    }
}
