using System.Net;
using Ringback.Catalogue;
using Ringback.Catalogue.Problems;
using Ringback.Console.Board;
using Ringback.Phones.Cases;
using Ringback.Workbench.Contract;
using Ringback.Workbench.Network;

namespace Ringback.Console.Tests.Board;

/// <summary>The plan of a rescue, from what was heard and from the steps of the rescue.</summary>
public sealed class RescueStoryTests
{
    private static readonly MacAddress Locked = MacAddress.Parse("000E84C060A6");
    private static readonly MacAddress Other = MacAddress.Parse("001B535CD3D6");

    [Fact]
    public void Nobody_heard_and_nothing_run_is_no_story() => Assert.Null(Of(null, null));

    [Fact]
    public void A_phone_that_asks_for_an_address_needs_no_rescue() =>
        Assert.Null(Of(Heard(Phone(Locked, AddressOrigin.None)), null));

    [Fact]
    public void A_phone_that_was_set_by_hand_is_told_with_the_very_commands_before_anything_is_done()
    {
        RescueStory story = Of(Heard(Phone(Other, AddressOrigin.Leased), Phone(Locked, AddressOrigin.Static)), null)!;
        Assert.Equal((RescueStage.Meant, Locked, "10.9.8.7", "eth1"), (story.Stage, story.Mac, story.Own, story.Card));
        Assert.Equal(["10.9.8.1", "172.16.5.5"], story.Wanted);
        Assert.False(story.IsAsked);
        Assert.Equal(3, story.Commands.Count);
        Assert.Contains("10.9.8.7", story.Commands[0], StringComparison.Ordinal);
        Assert.Contains("10.9.8.1", story.Commands[1], StringComparison.Ordinal);
        Assert.Contains("172.16.5.5", story.Commands[2], StringComparison.Ordinal);
    }

    [Fact]
    public void Whoever_was_chosen_goes_before_the_first() => Assert.Equal(Other, Of(
        Heard(Phone(Locked, AddressOrigin.Static), Phone(Other, AddressOrigin.KeptLease)), null, Other)!.Mac);

    [Fact]
    public void A_look_takes_nothing_and_shows_the_commands_of_its_steps()
    {
        RescueStory story = Of(Heard(Phone(Locked, AddressOrigin.Static)), Rescue(isDry: true, running: true,
            Step("seek", "10.9.8.1"), Step("take", "10.9.8.1", "ip address add 10.9.8.1/32 dev eth1")))!;
        Assert.Equal(RescueStage.Looks, story.Stage);
        Assert.Empty(story.Taken);
        Assert.Equal(["ip address add 10.9.8.1/32 dev eth1"], story.Commands);
        Assert.False(story.IsAsked);
    }

    [Fact]
    public void After_a_look_the_phone_waits_as_before_and_the_commands_stay() => Assert.Equal(
        (RescueStage.Meant, "typed"), Of(Heard(Phone(Locked, AddressOrigin.Static)),
            Rescue(isDry: true, running: false, Step("take", "10.9.8.1", "typed"))) is { } story
            ? (story.Stage, story.Commands.Single())
            : default);

    [Fact]
    public void A_rescue_says_what_it_has_what_it_cannot_have_and_what_it_gave_back()
    {
        RescueJson[] steps =
        [
            Step("seek", "10.9.8.1"), Step("take", "10.9.8.1"), Step("seek", "172.16.5.5"),
            Step("refuse", "172.16.5.5") with { Because = "001B535CD3D6 has 172.16.5.5 on this network" },
        ];
        RescueStory runs = Of(null, Rescue(isDry: false, running: true, steps))!;
        Assert.Equal((RescueStage.Runs, "10.9.8.7", true), (runs.Stage, runs.Own, runs.IsAsked));
        Assert.Equal(["10.9.8.1"], runs.Taken);
        Assert.Equal("172.16.5.5", Assert.Single(runs.Refused).Address);

        RescueStory over = Of(null, Rescue(isDry: false, running: false, [.. steps, Step("give-back", "10.9.8.1")]))!;
        Assert.Equal(RescueStage.Over, over.Stage);
        Assert.Empty(over.Taken);
        Assert.Equal(["10.9.8.1"], over.Returned);
    }

    [Fact]
    public void What_could_not_be_given_back_is_still_on_the_card()
    {
        RescueStory over = Of(null, Rescue(isDry: false, running: false,
            Step("reach", "10.9.8.7") with { Address = null }, Step("take", "10.9.8.1"),
            Step("fail", "10.9.8.1", "ip address delete 10.9.8.1/32 dev eth1"),
            Step("give-back", "10.9.8.7") with { Address = null }))!;
        Assert.Equal(["10.9.8.1"], over.Taken);
        Assert.False(over.IsReturned);
        Assert.Equal(["ip address delete 10.9.8.1/32 dev eth1"], Assert.Single(over.Stuck).Commands);
        Assert.Empty(over.Refused);
    }

    [Fact]
    public void A_route_that_stays_is_left_too_and_one_that_was_never_laid_is_not()
    {
        RescueJson reach = Step("reach", "") with { Address = null }, fail = reach with { Step = "fail" };
        Assert.False(Of(null, Rescue(isDry: false, running: false, reach, fail))!.IsReturned);
        RescueStory refused = Of(null, Rescue(isDry: false, running: false, fail))!;
        Assert.True(refused.IsReturned);
        Assert.Single(refused.Refused);
    }

    [Fact]
    public void Nobody_is_told_to_be_locked_by_a_guess_or_in_a_network_that_is_here()
    {
        ListenedPhone guessed = Phone(Locked, AddressOrigin.Static) with
        {
            AddressedBy = Sure(AddressOrigin.Static) with { Confidence = ProblemConfidence.Possible },
        };
        Assert.Null(Of(Heard(guessed), null));
        Assert.NotNull(Of(Heard(guessed), null, Locked));
        Assert.Null(Of(Heard(Phone(Locked, AddressOrigin.Static) with
        {
            Address = Sure(IPAddress.Parse("192.168.77.40")),
        }), null));
    }

    [Fact]
    public void What_this_computer_has_anyhow_is_not_taken()
    {
        RescueStory story = Of(Heard(Phone(Locked, AddressOrigin.Static) with
        {
            Gateway = Sure(IPAddress.Parse("10.4.4.4")),
        }), null)!;
        Assert.Equal(["172.16.5.5"], story.Wanted);
        Assert.DoesNotContain(story.Commands, c => c.Contains("10.4.4.4", StringComparison.Ordinal));
    }

    [Fact]
    public void The_steps_of_another_phone_are_not_this_ones() => Assert.Equal(["10.9.8.1"], Of(null,
        Rescue(isDry: false, running: true, Step("take", "10.9.8.1"), Step("take", "10.1.1.1") with { Phone = Other },
            Step("know", "10.9.8.1")))!.Wanted);

    [Fact]
    public void A_new_phone_is_told_after_the_rescue_of_another_is_over_and_not_before()
    {
        ListenJson heard = Heard(Phone(Other, AddressOrigin.Static));
        Assert.Equal(Locked, Of(heard, Rescue(isDry: false, running: true, Step("take", "10.9.8.1")))!.Mac);
        Assert.Equal(Other, Of(heard, Rescue(isDry: false, running: false, Step("take", "10.9.8.1")))!.Mac);
    }

    [Fact]
    public void It_is_reset_once_the_bench_saw_it_ask_for_an_address()
    {
        RescueView rescue = Rescue(isDry: false, running: true, Step("take", "10.9.8.1"));
        Assert.False(Of(null, rescue, null, _ => Phone(Locked, AddressOrigin.Static))!.IsReset);
        Assert.True(Of(null, rescue, null, _ => Phone(Locked, AddressOrigin.None))!.IsReset);
    }

    [Fact]
    public void What_was_heard_of_its_model_is_not_forgotten_when_the_bench_goes_on()
    {
        ListenJson heard = Heard(Phone(Locked, AddressOrigin.Static) with { Model = Sure("7960") });
        RescueView rescue = Rescue(isDry: false, running: true, Step("take", "10.9.8.1"));
        RescueStory story = Of(heard, rescue, null, _ => Phone(Locked, AddressOrigin.None))!;
        Assert.Equal(("7960", true), (story.Phone?.Model?.Value, story.IsReset));
    }

    private static RescueStory? Of(ListenJson? heard, RescueView? rescue, MacAddress? meant = null,
        Func<MacAddress, ListenedPhone?>? onBench = null) =>
        RescueStory.Of(heard, rescue, meant, onBench ?? (_ => null),
            new BenchSystem { Data = "", Cards = () => [Card()] });

    /// <summary>The card of the bench, in 192.168.77.0/24 and with an address that a phone may look for.</summary>
    private static NetworkCard Card() => NetworkCards.Read().First(c => c.Kind is CardKind.Loopback) with
    {
        Name = "eth1", Addresses = [Address("192.168.77.1/24"), Address("10.4.4.4/32")],
    };

    private static CardAddress Address(string text) =>
        CardAddress.TryParse(text, out CardAddress address) ? address : throw new ArgumentException(text, nameof(text));

    private static ListenJson Heard(params ListenedPhone[] phones) => new()
    {
        Source = new ListenSource { Interface = "eth1" }, Phones = phones, Others = [],
    };

    private static ListenedPhone Phone(MacAddress mac, AddressOrigin by) => new()
    {
        Mac = mac,
        KnownBy = [],
        Address = Sure(IPAddress.Parse("10.9.8.7")),
        AddressedBy = Sure(by),
        Gateway = Sure(IPAddress.Parse("10.9.8.1")),
        TftpServers = [Sure(IPAddress.Parse("172.16.5.5"))],
        CallServers = [Sure(IPAddress.Parse("172.16.5.5"))],
        OtherAddresses = [],
    };

    private static Believed<T> Sure<T>(T value) => new(value, ProblemConfidence.Certain, "it was seen");

    private static RescueView Rescue(bool isDry, bool running, params RescueJson[] steps) =>
        new("eth1", null, isDry, "raw frames", running, steps, null);

    private static RescueJson Step(string step, string address, params string[] commands) =>
        new(step, Locked, "10.9.8.7", address, null, null, "eth1", null, "because", commands);
}
