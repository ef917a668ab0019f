-- How high the door of a compartment is: "upper", "middle", "lower"; null where nobody said.
alter table slot add column row text;
