using System.Net.NetworkInformation;
using System.Text.Json;
using Ringback.EndToEnd.Tests.Lending;
using Ringback.EndToEnd.Tests.Programs;

namespace Ringback.EndToEnd.Tests.Rescuing;

/// <summary>
/// A rescue where the phone's network has more than one way, and where somebody else has an address that it wants.
/// </summary>
public sealed class RescueNeighboursTests
{
    [Fact]
    public async Task A_phone_in_a_voice_VLAN_is_served_there()
    {
        await using RescueNetwork network = await RescueNetwork.LayTaggedAsync(100);
        string before = await network.StateAsync();
        await using ServeProcess rescue = await network.RescueAsync();
        await using StrandedPhone phone = await StrandedPhone.PlugInAsync(
            network.Phone, 24, "10.9.8.1", "172.16.5.5");

        await phone.ProvedAsync(rescue);
        JsonElement step = await rescue.SeesAsync("address-taken");
        Assert.Equal(100, step.GetProperty("vlan").GetInt32());
        Assert.Equal($"{Station.Device}.100", step.GetProperty("card").GetString());
        await rescue.StopAsync();
        Assert.Equal(before, await network.StateAsync());
    }

    [Fact]
    public async Task A_second_server_is_taken_when_the_first_fails()
    {
        await using RescueNetwork network = await RescueNetwork.LayAsync();
        await using StrandedPhone phone = await StrandedPhone.PlugInAsync(
            network.Phone, 24, "10.9.8.1", "10.9.8.5", second: "172.16.5.6");
        await using ServeProcess rescue = await network.RescueAsync("--mac", StrandedPhone.Mac);
        await phone.ProvedAsync(rescue);
    }

    [Fact]
    public async Task An_address_that_somebody_has_is_his()
    {
        await using RescueNetwork network = await RescueNetwork.LayAsync();
        string before = await network.StateAsync();
        Station owner = await network.Lan.AddAsync("owner", "10.9.8.1/24");
        string mac = (await owner.RunAsync("cat", "coreutils", $"/sys/class/net/{Station.Device}/address"))
            .Expect(0).Output.Trim();
        await using ServeProcess rescue = await network.RescueAsync();
        await using StrandedPhone phone = await StrandedPhone.PlugInAsync(
            network.Phone, 24, "10.9.8.1", "172.16.5.5");

        Assert.Equal(3, await rescue.EndsAsync());
        string told = await rescue.ErrorsAsync();
        Assert.Contains("10.9.8.1", told);
        Assert.Contains($"{PhysicalAddress.Parse(mac.ToUpperInvariant())}", told);
        Assert.Equal(before, await network.StateAsync());
    }

    [Fact]
    public async Task A_phone_whose_first_server_is_somebodys_is_served_at_its_second()
    {
        await using RescueNetwork network = await RescueNetwork.LayAsync();
        await network.Lan.AddAsync("owner", "10.9.8.5/24");
        await using ServeProcess rescue = await network.RescueAsync("--mac", StrandedPhone.Mac);
        await using StrandedPhone phone = await StrandedPhone.PlugInAsync(
            network.Phone, 24, "10.9.8.1", "10.9.8.5", second: "172.16.5.6");
        await phone.ProvedAsync(rescue);
        await rescue.SeesAsync("address-not-taken", e => e.GetProperty("sought").GetString() == "10.9.8.5");
        await rescue.StopAsync();
    }

    [Fact]
    public async Task A_call_manager_of_the_phones_own_file_is_taken_too()
    {
        await using RescueNetwork network = await RescueNetwork.LayAsync();
        string root = network.Root($"SEP{StrandedPhone.Mac}.cnf.xml", """
            <device><devicePool><callManagerGroup><members><member priority="0"><callManager>
            <ports><ethernetPhonePort>2000</ethernetPhonePort></ports><processNodeName>172.16.6.1</processNodeName>
            </callManager></member></members></callManagerGroup></devicePool></device>
            """);
        await using ServeProcess rescue = await network.RescueAsync("--root", root);
        await using StrandedPhone phone = await StrandedPhone.PlugInAsync(
            network.Phone, 24, "10.9.8.1", "172.16.5.5");
        await phone.ProvedAsync(rescue);
        await rescue.SeesAsync("address-taken", e => e.GetProperty("taken").GetString() == "172.16.6.1");
        await rescue.StopAsync();
    }
}
