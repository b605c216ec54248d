using Ringback.EndToEnd.Tests.Clients;

namespace Ringback.EndToEnd.Tests.Serving;

/// <summary>Every client gets every file of a conversion to SIP.</summary>
public sealed class SipConversionTests(SipConversionTests.Bench bench) : IClassFixture<SipConversionTests.Bench>
{
    [Theory]
    [MemberData(nameof(TftpClient.Names), MemberType = typeof(TftpClient))]
    public Task Client_gets_every_file_of_a_conversion_to_sip(string client) =>
        bench.Story.TellAsync(TftpClient.Called(client));

    /// <summary>One workbench for all clients, as on a real bench.</summary>
    public sealed class Bench : IAsyncLifetime
    {
        public ConversionStory Story { get; } = new("sip", PracticeLoads.Sip);

        public async ValueTask InitializeAsync() => await Story.OpenAsync();

        public ValueTask DisposeAsync() => Story.DisposeAsync();
    }
}
