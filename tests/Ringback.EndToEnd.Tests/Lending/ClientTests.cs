using Ringback.EndToEnd.Tests.Programs;

namespace Ringback.EndToEnd.Tests.Lending;

/// <summary>
/// Clients of others, dressed as phones, get what a phone needs: as they tell it, and as tshark reads it.
/// </summary>
[Collection(LendingCollection.Name)]
public sealed class ClientTests(LendingBench bench)
{
    public static TheoryData<string> Names => [.. Client.All.Select(c => c.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Gets_what_a_phone_needs(string name)
    {
        await bench.OpenAsync();
        Client client = Client.All.Single(c => c.Name == name);
        await bench.Phone.ForgetAsync();
        using Tap tap = new(bench.Bench);

        Finished run = await client.RunAsync(bench);

        string[] told = [.. run.Output.Split('\n').Select(line => line.Replace("'", "", StringComparison.Ordinal))];
        Assert.All(client.Expected, line => Assert.True(told.Contains(line), $"{line} is missing. {run.Story}"));

        string[][] answers = await tap.ReadAsync("dhcp.option.dhcp == 2 || dhcp.option.dhcp == 5", "dhcp.ip.server",
            "dhcp.server", "dhcp.option.tftp_server_address", "dhcp.option.tftp_server_name",
            "dhcp.option.subnet_mask", "dhcp.option.dhcp_server_id");
        Assert.NotEmpty(answers);
        Assert.All(answers, answer => Assert.Equal(
            ["192.0.2.1", "192.0.2.1", "192.0.2.1", "192.0.2.1", "255.255.255.0", "192.0.2.1"], answer));
    }

    [Fact]
    public async Task Dhclient_asks_as_a_phone_does_and_is_known_for_one()
    {
        await bench.OpenAsync();
        await bench.Phone.ForgetAsync();
        using Tap tap = new(bench.Bench);

        Finished run = await Client.DhclientAsync(bench);

        string[][] asked = await tap.ReadAsync("dhcp.option.dhcp == 3", "dhcp.option.request_list_item",
            "dhcp.hw.mac_addr");
        Assert.True(asked.Length > 0, run.Story);
        Assert.Equal("1,66,6,3,15,150,35", asked[0][0]);
        string mac = asked[0][1].Replace(":", "", StringComparison.Ordinal).ToUpperInvariant();
        var phone = (await RingbackProgram.RunAsync("phone", mac, "--data", bench.Folder["data"], "--json")).Expect(0);
        Assert.Contains("7940G", phone.Output, StringComparison.Ordinal);
    }
}
