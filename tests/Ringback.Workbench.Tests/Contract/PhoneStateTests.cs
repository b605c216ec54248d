using Ringback.Catalogue.Problems;
using Ringback.Phones.Cases;
using Ringback.Phones.Identification;
using Ringback.Workbench.Contract;

namespace Ringback.Workbench.Tests.Contract;

public sealed class PhoneStateTests
{
    private static readonly DateTimeOffset Now = new(2026, 3, 14, 9, 26, 53, TimeSpan.Zero);

    private static readonly Problem Error = new("load-not-in-folder", ProblemSeverity.Error, "It is not here.", "");
    private static readonly Problem Warning = Error with { Severity = ProblemSeverity.Warning };

    [Theory]
    [InlineData(BootStage.Addressing, PhoneState.Address)]
    [InlineData(BootStage.Hunting, PhoneState.Hunting)]
    [InlineData(BootStage.LoadingLoader, PhoneState.Loading)]
    [InlineData(BootStage.Restarting, PhoneState.Restarting)]
    [InlineData(BootStage.Configuring, PhoneState.Starting)]
    [InlineData(BootStage.Registered, PhoneState.Registered)]
    public void A_healthy_phone_is_where_its_requests_show(BootStage stage, PhoneState state) =>
        Assert.Equal(state, Of(Phone(stage)).State);

    [Fact]
    public void Do_not_unplug_goes_before_everything()
    {
        PhoneCase phone = Phone(BootStage.Restarting) with { Conversion = Conversion(ConversionStatus.Refused) };
        Assert.Equal(PhoneState.Restarting, PhoneStateJson.Of(phone, [Error], false, false, Now).State);
    }

    [Fact]
    public void A_phone_that_never_came_back_from_its_flash_may_be_looked_at()
    {
        PhoneCase phone = Phone(BootStage.Restarting) with { LastSeen = Now - PhoneStateJson.Writing };
        Assert.Equal(PhoneState.Silent, Of(phone).State);
    }

    [Fact]
    public void An_error_needs_somebody_and_a_warning_is_a_note()
    {
        PhoneCase phone = Phone(BootStage.Hunting);
        Assert.Equal(new PhoneStateJson(PhoneState.Attention, Error.Message),
            PhoneStateJson.Of(phone, [Warning, Error], false, false, Now));
        Assert.Equal(PhoneState.Hunting, PhoneStateJson.Of(phone, [Warning], false, false, Now).State);
    }

    [Fact]
    public void Who_was_stopped_by_a_person_is_not_refused()
    {
        PhoneCase phone = Phone(BootStage.Registered) with { Conversion = Conversion(ConversionStatus.Refused) };
        Assert.Equal(PhoneState.Refused, Of(phone).State);
        Assert.Equal(PhoneState.Registered, PhoneStateJson.Of(phone, [], false, true, Now).State);
    }

    [Fact]
    public void A_pause_in_the_middle_is_silence_unless_a_file_moves()
    {
        PhoneCase phone = Phone(BootStage.LoadingApplication) with { LastSeen = Now - PhoneStateJson.Patience };
        Assert.Equal(new PhoneStateJson(PhoneState.Silent, Since: phone.LastSeen), Of(phone));
        Assert.Equal(PhoneState.Loading, PhoneStateJson.Of(phone, [], true, false, Now).State);
    }

    [Fact]
    public void Proved_is_only_who_is_up_and_has_shown_it()
    {
        ConversionState proved = Conversion(ConversionStatus.Proved);
        Assert.Equal(PhoneState.Proved, Of(Phone(BootStage.Registered) with { Conversion = proved }).State);
        Assert.Equal(PhoneState.Hunting, Of(Phone(BootStage.Hunting) with { Conversion = proved }).State);
    }

    private static PhoneStateJson Of(PhoneCase phone) => PhoneStateJson.Of(phone, [], false, false, Now);

    private static PhoneCase Phone(BootStage stage) => new() { Stage = stage, FirstSeen = Now, LastSeen = Now };

    private static ConversionState Conversion(ConversionStatus status) =>
        new("sccp", status, "P0030801SR02", BootCode.Universal, ["Take it"], 0, "because", [], null, null);
}
