"""How good forecasts are, and what planners decide over them."""
